package io.claudeflow.swarm.benchmarks.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {
    @TempDir
    Path directory;

    private Path database(String name, String... statements) throws Exception {
        return TestDatabase.create(directory.resolve(name), statements);
    }

    private static SortedMap<String, RowDigest.Result> digests(Path file) throws IOException {
        try (SqliteFile open = SqliteFile.open(file)) {
            return open.digests(Map.of());
        }
    }

    @Test
    void open_aSoundDatabase_tellsWhatItHolds_andChangesNothing() throws Exception {
        Path file = database("a.db", "PRAGMA journal_mode=WAL", "PRAGMA wal_checkpoint(TRUNCATE)");
        byte[] before = Files.readAllBytes(file);
        List<String> seen = new ArrayList<>();
        try (SqliteFile open = SqliteFile.open(file)) {
            assertThat(open.problems()).isEmpty();
            assertThat(open.rows()).isEqualTo(Map.of("memory_store", 2L, "sessions", 0L, "store_meta", 3L));
            assertThat(open.revision()).hasToString("3-12");
            open.entries(
                    "n",
                    (key, value, revision) ->
                            seen.add(key + "=" + new String(value, StandardCharsets.UTF_8) + "@" + revision));
        }
        assertThat(seen).containsExactly("a=one@3-11");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void problems_aDamagedPage_isFound() throws Exception {
        Path file = database("a.db", "CREATE TABLE wide (x)", "INSERT INTO wide VALUES (zeroblob(100000))");
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() - 4096);
            bytes.writeInt(77);
        }
        try (SqliteFile open = SqliteFile.open(file)) {
            assertThat(open.problems()).isNotEmpty();
        }
    }

    @Test
    void problems_aForeignKeyWithoutItsRow_isFound() throws Exception {
        Path file = database(
                "a.db", "CREATE TABLE child (id REFERENCES sessions (id))", "INSERT INTO child VALUES ('nobody')");
        try (SqliteFile open = SqliteFile.open(file)) {
            assertThat(open.problems()).containsExactly("child");
        }
    }

    @Test
    void open_aLogBesideIt_orNoFile_isRefused() throws Exception {
        Path file = database("a.db");
        Files.writeString(directory.resolve("a.db-wal"), "pages");
        assertThatThrownBy(() -> SqliteFile.open(file)).hasMessageContaining("without a log beside it");
        assertThatThrownBy(() -> SqliteFile.open(directory.resolve("none.db"))).isInstanceOf(IOException.class);
    }

    @Test
    void digests_ofAVacuumedCopy_areThoseOfTheOriginal() throws Exception {
        Path copy = directory.resolve("copy.db");
        Path file = database(
                "a.db",
                "INSERT INTO sessions VALUES ('z', 'last'), ('a', 'first'), ('m', NULL)",
                "DELETE FROM sessions WHERE id = 'z'",
                "INSERT INTO sessions VALUES ('c', 'later')",
                "VACUUM INTO '" + copy + "'");
        assertThat(BackupFile.sha256(copy)).isNotEqualTo(BackupFile.sha256(file));
        assertThat(digests(copy)).isEqualTo(digests(file)).containsKeys("sqlite_schema", "sessions", "memory_store");
    }

    @Test
    void digests_anyOtherValueTypeOrBorder_isAnotherHash() throws Exception {
        var tables = List.of(
                digests(database("1.db", "CREATE TABLE t (a, b)", "INSERT INTO t VALUES (1, 'xy')")),
                digests(database("2.db", "CREATE TABLE t (a, b)", "INSERT INTO t VALUES ('1', 'xy')")),
                digests(database("3.db", "CREATE TABLE t (a, b)", "INSERT INTO t VALUES (1.0, 'xy')")),
                digests(database("4.db", "CREATE TABLE t (a, b)", "INSERT INTO t VALUES (1, x'7879')")),
                digests(database("5.db", "CREATE TABLE t (a, b)", "INSERT INTO t VALUES (1, NULL)")),
                digests(database("6.db", "CREATE TABLE t (a, b)", "INSERT INTO t VALUES ('1x', 'y')")),
                digests(database("7.db", "CREATE TABLE t (a, b)")));
        assertThat(tables).extracting(digests -> digests.get("t")).doesNotHaveDuplicates();
        assertThat(tables)
                .extracting(digests -> digests.get("sqlite_schema"))
                .containsOnly(tables.getFirst().get("sqlite_schema"));
    }

    @Test
    void digests_aCondition_countsOnlyThoseRows() throws Exception {
        Path one = database("1.db");
        Path other = database("2.db", "UPDATE store_meta SET value = 1 WHERE name = 'clean'");
        assertThat(digests(other)).isNotEqualTo(digests(one));
        Map<String, String> where = Map.of("store_meta", "name <> 'clean'");
        try (SqliteFile first = SqliteFile.open(one);
                SqliteFile second = SqliteFile.open(other)) {
            assertThat(second.digests(where)).isEqualTo(first.digests(where));
        }
    }
}
