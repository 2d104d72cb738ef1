package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.maintenance.AggregateCounts;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteMaintenanceTest {
    private static final int CHANGES_KEPT = 500;

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private final List<Maintenance.GcReport> heard = new ArrayList<>();
    private Database database;
    private EntryStore store;
    private SqliteMaintenance maintenance;

    @BeforeEach
    void open() {
        var listener = new EngineListener() {
            @Override
            public void gcFinished(Maintenance.GcReport report) {
                heard.add(report);
                throw new IllegalStateException("a listener's failure breaks nothing");
            }
        };
        database = Database.open(TestDatabases.config(directory.resolve("memory.db"), true), clock, listener);
        store = new SqliteEntryStore(database, new ValueCodec(Compression.ZSTD, 100, 16 << 20), key -> {});
        maintenance = new SqliteMaintenance(database, listener, CHANGES_KEPT, Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void put(int from, int to, Ttl ttl, int bytes) {
        var operations = new ArrayList<EntryOperation>();
        for (int i = from; i < to; i++) {
            operations.add(Put.of(new EntryKey("s", "n", "key" + i), EntryValue.bytes(new byte[bytes]))
                    .withTtl(ttl)
                    .withTags(Tags.of("t" + i % 2)));
        }
        store.batch(new Batch(operations, false));
    }

    private long count(String table) {
        return database.read(session -> session.queryLong("SELECT count(*) FROM " + table));
    }

    @Test
    void gc_deletesWhatHasExpiredAndNothingElse() {
        put(0, 250, new Ttl.Seconds(10), 10);
        put(250, 260, new Ttl.Seconds(11), 10);
        put(260, 270, Ttl.PERMANENT, 10);
        assertThat(maintenance.gc().deleted()).isZero();
        clock.advance(Duration.ofSeconds(10));
        assertThat(maintenance.gc().deleted()).isEqualTo(250);
        assertThat(count("memory_store")).isEqualTo(20);
        assertThat(count("memory_tags")).isEqualTo(20);
        assertThat(store.statistics("s").entries()).isEqualTo(20);
        assertThat(count("changelog WHERE operation = 'expire'")).isEqualTo(250);
        assertThat(heard).extracting(Maintenance.GcReport::deleted).containsExactly(0L, 250L);
    }

    @Test
    void gc_letsWritersInBetween() {
        put(0, 1000, new Ttl.Seconds(1), 10);
        clock.advance(Duration.ofSeconds(1));
        long before = database.writerStatistics().groups();
        var collection = CompletableFuture.supplyAsync(() -> maintenance.gc().deleted());
        store.put(Put.of(new EntryKey("s", "n", "other"), EntryValue.json("1")));
        assertThat(collection.join()).isEqualTo(1000);
        assertThat(database.writerStatistics().groups() - before).isGreaterThanOrEqualTo(10);
    }

    @Test
    void gc_keepsTheChangelogWithinItsRows() {
        put(0, 1000, Ttl.PERMANENT, 10);
        put(0, 700, Ttl.PERMANENT, 10);
        maintenance.gc();
        assertThat(count("changelog")).isEqualTo(CHANGES_KEPT);
        assertThat(database.<Long>read(
                        session -> session.queryLong("SELECT value FROM store_meta WHERE name = 'changelog_floor'")))
                .isEqualTo(1200);
        assertThat(database.<Long>read(session -> session.queryLong("SELECT min(revision) FROM changelog")))
                .isEqualTo(1201);
    }

    @Test
    void gc_keepsTheChangelogWithinItsAge() {
        put(0, 100, Ttl.PERMANENT, 10);
        clock.advance(Duration.ofMinutes(61));
        put(0, 5, Ttl.PERMANENT, 10);
        maintenance.gc();
        assertThat(count("changelog")).isEqualTo(5);
    }

    @Test
    void gc_neverCutsARevisionInTwo() {
        var operations = new ArrayList<EntryOperation>();
        for (int i = 0; i < 400; i++) {
            operations.add(Put.of(new EntryKey("s", "n", "key" + i), EntryValue.json("1")));
        }
        store.batch(new Batch(operations, true));
        store.batch(new Batch(operations, true));
        maintenance.gc();
        assertThat(count("changelog")).isEqualTo(400);
        assertThat(count("changelog WHERE revision = 2")).isEqualTo(400);
    }

    @Test
    void gc_givesPagesBackToTheFileSystem() {
        put(0, 500, Ttl.PERMANENT, 0);
        var random = new Random(1);
        for (int i = 0; i < 200; i++) {
            var value = new byte[20_000];
            random.nextBytes(value);
            store.put(Put.of(new EntryKey("s", "large", "key" + i), EntryValue.bytes(value)));
        }
        maintenance.checkpoint();
        long before = maintenance.databaseStatistics().databaseBytes();
        store.clear("s", "large");
        maintenance.gc();
        maintenance.checkpoint();
        assertThat(maintenance.databaseStatistics().databaseBytes()).isLessThan(before / 4);
    }

    @Test
    void vacuum_optimize_reindex_checkpoint_leaveTheDataAsItIs() {
        put(0, 300, Ttl.PERMANENT, 3000);
        for (var report : List.of(
                maintenance.vacuum(), maintenance.optimize(), maintenance.reindex(), maintenance.checkpoint())) {
            assertThat(report.bytesAfter()).isPositive();
            assertThat(store.statistics("s").entries()).isEqualTo(300);
        }
        assertThat(maintenance.databaseStatistics().walBytes()).isZero();
        assertThat(maintenance.integrityCheck().ok()).isTrue();
    }

    @Test
    void checkpoint_emptiesTheLogOnceAReaderIsDone() throws InterruptedException {
        put(0, 10, Ttl.PERMANENT, 3000);
        var reads = new CountDownLatch(1);
        var reader = Thread.startVirtualThread(() -> database.read(session -> {
            try (var rows = session.prepare("SELECT key FROM memory_store").executeQuery()) {
                rows.next();
                reads.countDown();
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                return rows.next();
            }
        }));
        reads.await();

        maintenance.checkpoint();

        assertThat(maintenance.databaseStatistics().walBytes()).isZero();
        reader.join();
    }

    @Test
    void integrityCheck_namesWhatIsWrong() {
        put(0, 10, Ttl.PERMANENT, 10);
        database.<Boolean>pause(session -> {
            session.execute("PRAGMA foreign_keys=OFF");
            session.execute("INSERT INTO agent_memory (swarm, agent_id, key, value) VALUES ('s', 'nobody', 'k', '1')");
            session.execute("UPDATE namespace_totals SET entries = entries + 1");
            return true;
        });
        var report = maintenance.integrityCheck();
        assertThat(report.ok()).isFalse();
        assertThat(report.problems())
                .anyMatch(problem -> problem.contains("agent_memory"))
                .anyMatch(problem -> problem.contains("namespace_totals"));
        maintenance.reindex();
        assertThat(maintenance.integrityCheck().problems()).noneMatch(problem -> problem.contains("namespace_totals"));
    }

    @Test
    void integrityCheck_saysWhatItFoundWhenAPageCannotBeRead() throws Exception {
        put(0, 200, Ttl.PERMANENT, 50);
        long root = database.read(
                session -> session.queryLong("SELECT rootpage FROM sqlite_schema WHERE name = 'namespace_totals'"));
        database.close();
        try (var file = FileChannel.open(directory.resolve("memory.db"), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[100]), (root - 1) * SqliteConnections.PAGE_SIZE);
        }
        open();
        var report = maintenance.integrityCheck();
        assertThat(report.ok()).isFalse();
        assertThat(report.problems())
                .anyMatch(problem -> problem.contains("page " + root))
                .anyMatch(problem -> problem.contains("restore a backup"))
                .doesNotContain("ok");
    }

    @Test
    void statistics_describeTheFile() {
        put(0, 10, Ttl.PERMANENT, 10_000);
        database.<Integer>write(tx -> tx.prepare("INSERT INTO agents (swarm, id, type) VALUES ('s', 'a', 'coder')")
                .executeUpdate());
        var statistics = maintenance.databaseStatistics();
        assertThat(statistics.databaseBytes()).isPositive();
        assertThat(statistics.walBytes()).isPositive();
        assertThat(statistics.diskFreeBytes()).isPositive();
        assertThat(statistics.tables()).isGreaterThanOrEqualTo(12);
        assertThat(statistics.schemaVersion()).isEqualTo(Schema.current().version());
        assertThat(statistics.revision().number()).isEqualTo(10);
        assertThat(maintenance.aggregateCounts("s")).isEqualTo(new AggregateCounts(1, 0, 0));
        assertThat(maintenance.aggregateCounts("other")).isEqualTo(new AggregateCounts(0, 0, 0));
        assertThat(store.statistics("s").compressedEntries()).isEqualTo(10);
        assertThat(store.statistics("s").compressionRatio()).isGreaterThan(100);
        maintenance.ping();
    }
}
