package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.engine.EngineConfig;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.engine.OfflineStore;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartUpTest {
    private static final Schema CURRENT = Schema.current();

    private static final EntryKey KEY = new EntryKey("swarm", "default", "key");

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private Path path;

    @BeforeEach
    void choosePath() {
        path = directory.resolve("memory.db");
    }

    private MemoryEngine open() {
        return MemoryEngine.open(EngineConfig.defaults(path).withCache(0, 0), clock, EngineListener.NONE);
    }

    private void assertRefused(FailureKind kind, String... message) {
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .message()
                .contains(message);
    }

    /** A database with about 200 pages. */
    private void fill() {
        try (var engine = open()) {
            for (int i = 0; i < 100; i++) {
                engine.entries().put(Put.of(new EntryKey("s", "n", "k" + i), EntryValue.bytes(new byte[10_000])));
            }
        }
    }

    private void overwrite(long position, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), position);
        }
    }

    private void execute(String... statements) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    @Test
    void open_emptyFile_isRefusedAndKept() throws Exception {
        Files.createFile(path);
        assertRefused(FailureKind.CORRUPT, "memory.db is damaged", "empty (0 bytes)", "restore a backup");
        assertThat(path).exists();
    }

    @Test
    void open_notADatabase_isRefusedAndKept() throws Exception {
        Files.writeString(path, "This is not a database. ".repeat(1000));
        assertRefused(FailureKind.CORRUPT, "memory.db is damaged", "not a database");
        assertThat(path).content().startsWith("This is not");
    }

    @Test
    void open_truncated_isRefusedAndKept() throws Exception {
        fill();
        long size = Files.size(path);
        try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(size / 2);
        }
        assertRefused(FailureKind.CORRUPT, "memory.db is damaged", "malformed");
        assertThat(path).hasSize(size / 2);
    }

    @Test
    void open_damagedAfterUncleanStop_isFoundByTheCheck() throws Exception {
        fill();
        execute("UPDATE store_meta SET value = 0 WHERE name = 'clean'");
        long root;
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT rootpage FROM sqlite_schema WHERE name = 'memory_store'")) {
            rows.next();
            root = rows.getLong(1);
        }
        overwrite((root - 1) * SqliteConnections.PAGE_SIZE, new byte[100]);
        assertRefused(FailureKind.CORRUPT, "memory.db is damaged");
    }

    @Test
    void open_uncleanStopOfASoundFile_goesOn() throws Exception {
        fill();
        execute("UPDATE store_meta SET value = 0 WHERE name = 'clean'");
        try (var engine = open()) {
            assertThat(engine.entries().statistics("s").entries()).isEqualTo(100);
        }
    }

    @Test
    void close_orderly_isNotedAndLeavesOneFile() throws Exception {
        fill();
        assertThat(directory.resolve("memory.db-wal")).doesNotExist();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT value FROM store_meta WHERE name = 'clean'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void setAside_movesTheFileAndItsLog() throws Exception {
        Files.writeString(path, "broken");
        Files.writeString(directory.resolve("memory.db-wal"), "log");
        var aside = OfflineStore.setAside(path, clock);
        assertThat(aside)
                .hasFileName("memory.db.damaged-20261121T120000")
                .content()
                .isEqualTo("broken");
        assertThat(directory.resolve("memory.db.damaged-20261121T120000-wal")).exists();
        assertThat(path).doesNotExist();
        try (var engine = open()) {
            engine.entries().put(Put.of(KEY, EntryValue.json("1")));
            assertThatThrownBy(() -> OfflineStore.setAside(path, clock))
                    .isInstanceOfSatisfying(
                            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFLICT));
        }
    }

    @Test
    void open_databaseOfAnotherProgram_isRefusedUntouched() throws Exception {
        execute("CREATE TABLE memory_entries (id INTEGER)", "PRAGMA user_version = 3");
        assertRefused(FailureKind.NOT_SUPPORTED, "another program", "DB_PATH");
        assertThat(directory.resolve("memory.db-wal")).doesNotExist();
    }

    @Test
    void open_newerSchema_isRefused() throws Exception {
        fill();
        execute("PRAGMA user_version = 99");
        assertRefused(FailureKind.NOT_SUPPORTED, "schema version 99", "this program knows " + CURRENT.version());
    }

    @Test
    void open_impossibleSchemaVersion_isRefusedAndNothingIsWritten() throws Exception {
        fill();
        execute("PRAGMA user_version = -8");
        assertRefused(FailureKind.CORRUPT, "memory.db is damaged", "schema version is -8", "restore a backup");
        assertThat(directory).isDirectoryNotContaining("glob:**.v-8*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory.db-wal", "memory.db-journal"})
    void open_logWithoutItsDatabase_isRefusedAndKept(String name) throws Exception {
        var log = directory.resolve(name);
        Files.writeString(log, "pages of a database that is gone");
        assertRefused(FailureKind.CORRUPT, name + " is damaged", "memory.db, is missing", "--move-aside");
        assertThat(path).doesNotExist();
        assertThat(log).hasContent("pages of a database that is gone");

        OfflineStore.setAside(path, clock);
        assertThat(log).doesNotExist();
        fill();
    }

    @Test
    void open_olderSchema_isUpgradedAfterASnapshot() {
        fill();
        var steps = and("CREATE TABLE added (id INTEGER PRIMARY KEY)");
        var config = TestDatabases.config(path, true);
        try (var database = Database.open(config, new Schema(steps), clock, EngineListener.NONE)) {
            assertThat(database.<Long>read(session -> session.queryLong("SELECT count(*) FROM added")))
                    .isZero();
            assertThat(database.<Long>read(session -> session.queryLong("SELECT count(*) FROM memory_store")))
                    .isEqualTo(100);
            assertThat(database.<Long>read(session -> session.queryLong("PRAGMA user_version")))
                    .isEqualTo(CURRENT.version() + 1);
        }
        path = directory.resolve("memory.db.v" + CURRENT.version() + "-20261121T120000");
        try (var old = open()) {
            assertThat(old.entries().statistics("s").entries()).isEqualTo(100);
        }
    }

    @Test
    void open_failingUpgrade_changesNothing() {
        fill();
        var steps = and("CREATE TABLE added (id INTEGER); SELEKT 1");
        var config = TestDatabases.config(path, true);
        assertThatThrownBy(() -> Database.open(config, new Schema(steps), clock, EngineListener.NONE))
                .isInstanceOf(MemoryException.class);
        try (var engine = open()) {
            assertThat(engine.maintenance().databaseStatistics().schemaVersion())
                    .isEqualTo(CURRENT.version());
        }
    }

    /** The present schema and one more step. */
    private static List<String> and(String step) {
        var steps = new ArrayList<>(CURRENT.steps());
        steps.add(step);
        return steps;
    }

    @Test
    void open_directoryAsPath_isRefused() {
        path = directory;
        assertRefused(FailureKind.INVALID_ARGUMENT, "DB_PATH");
    }

    @Test
    void open_fileAsDirectory_isRefused() throws Exception {
        Files.createFile(directory.resolve("file"));
        path = directory.resolve("file/memory.db");
        assertRefused(FailureKind.INVALID_ARGUMENT, "DB_PATH", "is a file");
    }

    @Test
    void open_directoryThatCannotBeMade_isRefused() {
        path = Path.of("/proc/nowhere/memory.db");
        assertRefused(FailureKind.UNAVAILABLE, "/proc/nowhere", "cannot hold a database");
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory?.db", "memory#1.db"})
    void open_pathTheDriverWouldMisread_isRefused(String name) {
        path = directory.resolve(name);
        assertRefused(FailureKind.INVALID_ARGUMENT, "DB_PATH");
    }

    @Test
    void open_pathWithQuotesAndSpaces_works() {
        path = directory.resolve("it's a \"place\" %41/memory.db");
        fill();
        try (var engine = open()) {
            assertThat(engine.maintenance().vacuum().bytesAfter()).isPositive();
            assertThat(engine.entries().get(new EntryKey("s", "n", "k1"), ReadMode.COUNTED))
                    .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.51.2", "3.40.1", "3.50.99", "2.99.99"})
    void version_belowTheFloor_isRefused(String version) {
        assertThatThrownBy(() -> StartUp.checkVersion(version)).hasMessageContaining("3.51.3 or newer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.51.3", "3.52.0", "4.0.0", "3.51.3.1"})
    void version_fromTheFloor_isAccepted(String version) {
        StartUp.checkVersion(version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nfs",
                "nfs4",
                "cifs",
                "smb3",
                "fuse.sshfs",
                "afs",
                "ceph",
                "fuse.glusterfs",
                "lustre",
                "fuse.s3fs",
                "NFS4"
            })
    void network_fileSystem_isRefusedUnlessAllowed(String type) {
        assertThatThrownBy(() -> StartUpGuards.checkFileSystem(path, type, false))
                .isInstanceOf(MemoryException.class)
                .hasMessageContaining(type)
                .hasMessageContaining("ALLOW_NETWORK_FILESYSTEM");
        StartUpGuards.checkFileSystem(path, type, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ext4", "xfs", "btrfs", "zfs", "overlay", "tmpfs", "9p", "virtiofs", "fuse", "fuseblk", "apfs"})
    void local_fileSystem_isAccepted(String type) {
        StartUpGuards.checkFileSystem(path, type, false);
    }
}
