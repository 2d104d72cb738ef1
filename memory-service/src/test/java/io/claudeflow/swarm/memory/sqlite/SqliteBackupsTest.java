package io.claudeflow.swarm.memory.sqlite;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.backup.Backup;
import io.claudeflow.swarm.memory.backup.BackupDirectory;
import io.claudeflow.swarm.memory.backup.BackupSchedule;
import io.claudeflow.swarm.memory.backup.BackupSettings;
import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteBackupsTest {
    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private Database database;
    private SqliteBackups backups;
    private EntryStore entries;

    @BeforeEach
    void open() {
        open(true);
    }

    private void open(boolean wal) {
        database = Database.open(TestDatabases.config(directory.resolve("memory.db"), wal), clock, EngineListener.NONE);
        entries = new SqliteEntryStore(database, new ValueCodec(Compression.ZSTD, 10_240, 16 << 20), key -> {});
        backups = new SqliteBackups(database, new BackupDirectory(directory.resolve("backups")), "1.2.3");
    }

    @AfterEach
    void close() {
        backups.close();
        database.close();
    }

    private void put(String swarm, String key) {
        entries.put(Put.of(new EntryKey(swarm, "n", key), EntryValue.text("value of " + key)));
    }

    private static Manifest manifest(Backup backup) {
        return Objects.requireNonNull(backup.manifest());
    }

    private static long count(Path file, String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void shouldDescribeWhatTheSnapshotHolds() throws Exception {
        put("a", "k1");
        put("a", "k2");
        put("b", "k1");
        var backup = backups.create("first.db");

        var manifest = manifest(backup);
        assertThat(backup.verified()).isTrue();
        assertThat(manifest.swarms()).containsExactly("a", "b");
        assertThat(manifest.revision()).hasToString("1-3");
        assertThat(manifest.tables()).containsEntry("memory_store", 3L).containsKey("agents");
        assertThat(manifest.database()).isEqualTo("memory.db");
        assertThat(manifest.schemaVersion()).isEqualTo(Schema.current().version());
        assertThat(manifest.sizeBytes()).isEqualTo(Files.size(backups.file("first.db")));
        assertThat(manifest.programVersion()).isEqualTo("1.2.3");
        assertThat(count(backups.file("first.db"), "SELECT count(*) FROM memory_store"))
                .isEqualTo(3);
        assertThat(directory.resolve("backups"))
                .isDirectoryContaining("glob:**/first.db.manifest.json")
                .isDirectoryNotContaining("glob:**/.*");
        assertThat(backups.verify("first.db").problems()).isEmpty();
        assertFails(FailureKind.CONFLICT, "name: first.db", () -> backups.create("first.db"));
    }

    static List<Long> seeds() {
        return Seeds.count(5);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldHoldEveryWriteAcknowledgedBeforeTheCallWhileOthersGoOn(long seed) throws Exception {
        var random = Seeds.random(seed);
        var stop = new AtomicBoolean();
        var acknowledged = new AtomicLong();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int w = 0; w < 4; w++) {
                int writer = w;
                writers.add(threads.submit(() -> {
                    for (int i = 0; !stop.get(); i++) {
                        put("s", "w" + writer + "-" + i);
                        acknowledged.incrementAndGet();
                    }
                }));
            }
            for (int round = 0; round < 3; round++) {
                long target = acknowledged.get() + random.nextInt(200);
                while (acknowledged.get() < target) {
                    Thread.onSpinWait();
                }
                long before = acknowledged.get();
                var backup = backups.create(null);
                var file = backups.file(backup.name());
                assertThat(count(file, "SELECT count(*) FROM memory_store")).isGreaterThanOrEqualTo(before);
                assertThat(count(file, "SELECT count(*) FROM changelog"))
                        .as("all tables are of one moment")
                        .isEqualTo(count(file, "SELECT count(*) FROM memory_store"));
                assertThat(backups.verify(backup.name()).ok()).isTrue();
            }
            stop.set(true);
            for (var writer : writers) {
                writer.get();
            }
        }
    }

    @Test
    void shouldWorkWithARollbackJournal() throws Exception {
        close();
        Files.delete(directory.resolve("memory.db"));
        open(false);
        put("s", "k");
        assertThat(manifest(backups.create("x.db")).tables()).containsEntry("memory_store", 1L);
        put("s", "k2");
        assertThat(count(backups.file("x.db"), "SELECT count(*) FROM memory_store"))
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseWithoutSpaceAndSayHowMuchIsMissing() {
        var narrow = new SqliteBackups(
                database, new BackupDirectory(directory.resolve("narrow")), "1.2.3", path -> 1_000_000L);
        assertFails(FailureKind.STORAGE_FULL, "no space for a backup", () -> narrow.create("x.db"));
        assertThat(narrow.list()).isEmpty();
        assertThat(directory.resolve("narrow")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flip", "truncate", "empty", "garbage", "grow"})
    void shouldFindDamage(String damage) throws Exception {
        for (int i = 0; i < 50; i++) {
            put("s", "k" + i);
        }
        backups.create("x.db");
        damage(backups.file("x.db"), damage);

        var verification = backups.verify("x.db");

        assertThat(verification.ok()).isFalse();
        assertThat(verification.problems()).isNotEmpty();
        assertThat(backups.find("x.db").orElseThrow().verified()).isFalse();
    }

    @Test
    void shouldCountNoBackupWithAValueThatIsNotWhatWasWritten() throws Exception {
        put("s", "sound");
        put("s", "flipped");
        backups.create("before.db");
        database.pause(session -> {
            session.execute("UPDATE memory_store SET value = CAST('value of flippee' AS BLOB) WHERE key = 'flipped'");
            return true;
        });
        var damage = "entry flipped in namespace n of swarm s: a row of the database is damaged: the checksum";

        assertFails(
                FailureKind.CORRUPT,
                "the snapshot is not sound and was thrown away: " + damage,
                () -> backups.create("after.db"));
        assertThat(backups.list()).extracting(Backup::name).containsExactly("before.db");

        try (var connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + database.files().database());
                var statement = connection.createStatement()) {
            statement.execute("VACUUM INTO '" + directory.resolve("backups/by-hand.db") + "'");
        }
        var verification = backups.verify("by-hand.db");
        assertThat(verification.ok()).isFalse();
        assertThat(verification.problems()).singleElement().asString().startsWith(damage);
        assertThat(backups.find("by-hand.db").orElseThrow().verified()).isFalse();
    }

    static void damage(Path file, String damage) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            switch (damage) {
                case "flip" -> {
                    var one = ByteBuffer.allocate(1);
                    channel.read(one, channel.size() / 2);
                    channel.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 0x10)}), channel.size() / 2);
                }
                case "truncate" -> channel.truncate(channel.size() - 8192);
                case "empty" -> channel.truncate(0);
                case "garbage" -> channel.write(ByteBuffer.wrap("not a database".getBytes(StandardCharsets.UTF_8)), 0);
                default -> channel.write(ByteBuffer.allocate(8192), channel.size());
            }
        }
    }

    @Test
    void shouldAdoptASoundFileThatCameWithoutAManifest() throws IOException {
        put("s", "k");
        backups.create("x.db");
        Files.copy(backups.file("x.db"), directory.resolve("backups/copied.db"));
        assertThat(backups.find("copied.db").orElseThrow().verified()).isFalse();
        assertThat(backups.verify("copied.db").ok()).isTrue();
        assertThat(backups.find("copied.db").orElseThrow().verified()).isTrue();
    }

    @Test
    void shouldFindAManifestThatSaysSomethingElse() throws IOException {
        put("s", "k");
        backups.create("x.db");
        var place = directory.resolve("backups/x.db.manifest.json");
        Files.writeString(place, Files.readString(place).replace("\"memory_store\":1", "\"memory_store\":2"));
        assertThat(backups.verify("x.db").problems()).containsExactly("table memory_store: 1 rows (manifest: 2 rows)");
        Files.writeString(place, "{");
        assertThat(backups.verify("x.db").problems().getFirst()).startsWith("its manifest cannot be read");
    }

    @Test
    void shouldKeepTheNewestVerifiedOnes() throws IOException {
        for (var name : List.of("a.db", "b.db", "c.db", "d.db")) {
            backups.create(name);
            clock.advance(Duration.ofHours(1));
        }
        damage(backups.file("d.db"), "flip");
        assertThat(backups.verify("d.db").ok()).isFalse();

        assertThat(backups.prune(2)).containsExactly("a.db");
        assertThat(backups.prune(1)).containsExactly("b.db");
        assertThat(backups.prune(1)).isEmpty();
        assertThat(backups.list()).extracting(Backup::name).containsExactly("d.db", "c.db");

        assertFails(FailureKind.CONFLICT, "name: c.db", () -> backups.delete("c.db", false));
        backups.delete("d.db", false);
        backups.delete("c.db", true);
        assertThat(backups.list()).isEmpty();
        assertFails(FailureKind.NOT_FOUND, "name: c.db", () -> backups.delete("c.db", true));
        assertFails(FailureKind.INVALID_ARGUMENT, "keep: 0", () -> backups.prune(0));
    }

    @Test
    void shouldTakeScheduledBackupsWhenDueAcrossRestarts() {
        var settings = new BackupSettings(directory.resolve("backups"), Duration.ofHours(6), 2);
        var schedule = new BackupSchedule(backups, settings, clock);
        assertThat(schedule.run()).as("there is none yet").isTrue();
        assertThat(schedule.run()).isFalse();
        clock.advance(Duration.ofHours(6).minusMillis(1));
        assertThat(new BackupSchedule(backups, settings, clock).run())
                .as("a restart does not repeat it")
                .isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(new BackupSchedule(backups, settings, clock).run()).isTrue();
        clock.advance(Duration.ofDays(30));
        assertThat(schedule.run()).as("a missed one runs once, late").isTrue();
        assertThat(schedule.run()).isFalse();
        assertThat(backups.list()).hasSize(2);
    }

    @Test
    void shouldNotTrustABackupFromTheFuture() {
        var settings = new BackupSettings(Path.of("backups"), Duration.ofHours(6), 1);
        clock.advance(Duration.ofDays(3650));
        backups.create("future.db");
        clock.advance(Duration.ofDays(-3650));
        assertThat(new BackupSchedule(backups, settings, clock).run())
                .as("the clock was wrong then")
                .isTrue();
        assertThat(backups.list()).hasSize(1).extracting(Backup::name).doesNotContain("future.db");
    }

    @Test
    void shouldCleanUpAfterACrash() throws IOException {
        backups.create("x.db");
        var left = Files.writeString(directory.resolve("backups/.memory.db.y.db.partial"), "half");
        var journal = Files.writeString(directory.resolve("backups/.memory.db.y.db.partial-journal"), "half");
        new SqliteBackups(database, new BackupDirectory(directory.resolve("backups")), "1.2.3").close();
        assertThat(left).doesNotExist();
        assertThat(journal).doesNotExist();
        assertThat(backups.list()).extracting(Backup::name).containsExactly("x.db");
    }

    @Test
    void shouldTakeNoneWhenTheStoreStops() {
        backups.close();
        assertFails(FailureKind.UNAVAILABLE, "the store is stopping", () -> backups.create("x.db"));
        assertThat(backups.list()).isEmpty();
    }
}
