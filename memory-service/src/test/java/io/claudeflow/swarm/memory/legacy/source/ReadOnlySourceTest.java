package io.claudeflow.swarm.memory.legacy.source;

import static io.claudeflow.swarm.memory.legacy.Databases.database;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.Databases;
import io.claudeflow.swarm.memory.legacy.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source is never written to, and is read together with its log. */
class ReadOnlySourceTest {
    @TempDir
    Path directory;

    private Path source = Path.of("unset");
    private Path work = Path.of("unset");

    @BeforeEach
    void makeDirectories() throws IOException {
        source = Files.createDirectories(directory.resolve("source"));
        work = directory.resolve("work");
    }

    /** Names, sizes, times and contents of everything in the source directory. */
    private Map<String, List<Object>> state() throws IOException {
        Map<String, List<Object>> state = new TreeMap<>();
        try (var files = Files.list(source)) {
            for (var file : files.toList()) {
                List<Object> facts = new ArrayList<>();
                facts.add(Files.getLastModifiedTime(file));
                facts.add(Arrays.hashCode(Files.readAllBytes(file)));
                state.put(file.getFileName().toString(), facts);
            }
        }
        return state;
    }

    /** A copy of a database whose committed rows are in its log alone, as a process that was killed leaves it. */
    private Path leftInWal() throws SQLException, IOException {
        var live = directory.resolve("live.db");
        database(live, List.of(Databases.MEMORIES), "PRAGMA journal_mode=WAL");
        var copy = source.resolve("memory.db");
        try (var connection = connect(live);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint=0");
            statement.execute(
                    "INSERT INTO memories (namespace, key, value, timestamp) VALUES ('n','k','in" + " the log',1)");
            Files.copy(live, copy);
            Files.copy(Path.of(live + "-wal"), Path.of(copy + "-wal"));
        }
        return copy;
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private void age() throws IOException {
        try (var files = Files.list(source)) {
            for (var file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
            }
        }
    }

    @Test
    void shouldReadTheLogAndChangeNothingWhenTheSourceWasLeftInWal() throws Exception {
        var file = leftInWal();
        age();
        var before = state();
        Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("r-xr-xr-x"));

        var read = Reading.of(file, work);

        Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(read.value("k")).isEqualTo("TEXT in the log");
        assertThat(state()).isEqualTo(before);
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void shouldChangeNothingWhenTheSourceHasARollbackJournal() throws Exception {
        var file = database(
                source.resolve("memory #1 %41?.db"),
                List.of(Databases.MEMORIES),
                "INSERT INTO memories (namespace, key, value, timestamp) VALUES ('n','k','v',1)");
        age();
        var before = state();

        assertThat(Reading.of(file, work).value("k")).isEqualTo("TEXT v");

        assertThat(state()).isEqualTo(before);
        assertThat(work).doesNotExist();
    }

    @Test
    void shouldRollBackACopyWhenAJournalIsLeftOver() throws Exception {
        var live = database(
                directory.resolve("live.db"),
                List.of(Databases.MEMORIES),
                "INSERT INTO memories (namespace, key, value, timestamp) VALUES ('n','k','committed',1)");
        var file = source.resolve("memory.db");
        try (var connection = connect(live);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size=1");
            statement.execute("PRAGMA cache_spill=1");
            statement.execute("BEGIN");
            statement.execute("UPDATE memories SET value='half done'");
            for (int i = 0; i < 200; i++) {
                statement.execute("INSERT INTO memories (namespace, key, value, timestamp) VALUES ('n','x" + i
                        + "',hex(randomblob(500)),1)");
            }
            Files.copy(live, file);
            Files.copy(Path.of(live + "-journal"), Path.of(file + "-journal"));
            statement.execute("ROLLBACK");
        }
        age();
        var before = state();

        var read = Reading.of(file, work);

        assertThat(read.value("k")).isEqualTo("TEXT committed");
        assertThat(read.records()).hasSize(1);
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void shouldRefuseAJournalThatNamesAnotherFile() throws Exception {
        var file = database(source.resolve("memory.db"), List.of(Databases.MEMORIES));
        var journal = new byte[600];
        var end = new byte[] {(byte) 0xd9, (byte) 0xd5, 0x05, (byte) 0xf9, 0x20, (byte) 0xa1, 0x63, (byte) 0xd7};
        System.arraycopy(end, 0, journal, journal.length - end.length, end.length);
        Files.write(Path.of(file + "-journal"), journal);

        assertThat(Reading.of(file, work).problem()).contains("a journal of one database");
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void shouldSayThatTheSourceIsLocked() throws Exception {
        var file = database(source.resolve("memory.db"), List.of(Databases.MEMORIES));
        try (var connection = connect(file);
                var statement = connection.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");

            assertThatThrownBy(() -> {
                        try (var opened = SqliteSource.open(file, new SourceLimits(work, 1_000))) {
                            opened.tables();
                        }
                    })
                    .isInstanceOfSatisfying(MemoryException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(FailureKind.CONFLICT);
                        assertThat(failure).hasMessageContaining("locked by another program");
                    });
        }
    }

    @Test
    void shouldReadTextInUtf16() {
        var file = database(
                source.resolve("memory.db"),
                List.of("PRAGMA encoding='UTF-16le'", Databases.MEMORIES),
                "INSERT INTO memories (namespace, key, value, timestamp) VALUES ('n','ключ','日本',1)");

        assertThat(Reading.of(file, work).value("ключ")).isEqualTo("TEXT 日本");
    }
}
