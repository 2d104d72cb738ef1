package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.lock.LockManager;
import io.claudeflow.swarm.memory.lock.LockMode;
import io.claudeflow.swarm.memory.lock.LockOutcome;
import io.claudeflow.swarm.memory.lock.LockRequest;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.watch.ChangeFeed;
import io.claudeflow.swarm.memory.watch.Position;
import io.claudeflow.swarm.memory.watch.WatchEvent;
import io.claudeflow.swarm.memory.watch.WatchFilter;
import io.claudeflow.swarm.memory.watch.WatchHub;
import io.claudeflow.swarm.memory.watch.WatchLimits;
import io.claudeflow.swarm.memory.watch.WatchRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Watches over a real changelog. */
@Timeout(60)
class SqliteWatchTest {
    private static final Position BEGINNING = Position.behind(new Revision(1, 0));

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private Database database;
    private SqliteMaintenance maintenance;
    private AccessStores stores;
    private EntryStore entries;
    private WatchHub hub;

    @BeforeEach
    void open() {
        database =
                Database.open(TestDatabases.config(directory.resolve("memory.db"), true), clock, EngineListener.NONE);
        maintenance = new SqliteMaintenance(database, EngineListener.NONE, 100, Duration.ofHours(1));
        stores = new AccessStores(database, () -> maintenance);
        entries = new SqliteEntryStore(database, new ValueCodec(Compression.ZSTD, 10_240, 16 << 20), _ -> {});
        hub = new WatchHub(stores.changeLog(), clock, WatchLimits.DEFAULT, failure -> {
            throw failure;
        });
        database.listen(changes -> hub.wake());
    }

    @AfterEach
    void close() {
        hub.close();
        stores.close();
        database.close();
    }

    private static Put put(String swarm, String key) {
        return Put.of(new EntryKey(swarm, "n", key), EntryValue.json("1"));
    }

    private ChangeFeed watch(@Nullable Position from) {
        return hub.open(new WatchRequest(WatchFilter.all("s"), from, WatchRequest.DEFAULT_HEARTBEAT, null), () -> {});
    }

    /** What is told, as type, key and operation, until everything is. */
    private static List<String> history(ChangeFeed feed) throws InterruptedException {
        var told = new ArrayList<String>();
        while (feed.next() instanceof WatchEvent.Message(var type, var change)) {
            told.add(type.wireName() + " " + change.key() + " "
                    + change.operation().name());
        }
        return told;
    }

    @Test
    void shouldTellEveryKindOfChangeWithTheTypesOfSeed003() throws Exception {
        entries.put(put("s", "a"));
        entries.put(put("other", "hidden"));
        entries.put(put("s", "knowledge/rest"));
        entries.delete(new EntryOperation.Delete(new EntryKey("s", "n", "a"), Precondition.NONE));
        var locks = new LockManager(stores.lockJournal(), clock);
        var outcome = locks.acquire(
                "s", new LockRequest("deploy", "agent", LockMode.WRITE, Duration.ofMinutes(1), Duration.ZERO));
        var lock = ((LockOutcome.Granted) outcome).lock();
        locks.renew("s", "deploy", lock.fence(), Duration.ofMinutes(2));
        locks.release("s", "deploy", lock.fence());
        entries.clear("s", "n");
        try (var feed = watch(BEGINNING)) {
            assertThat(history(feed))
                    .containsExactly(
                            "memory_updated a PUT",
                            "knowledge_shared knowledge/rest PUT",
                            "memory_updated a DELETE",
                            "lock_acquired deploy PUT",
                            "lock_renewed deploy PUT",
                            "lock_released deploy DELETE",
                            "memory_updated  CLEAR");
        }
    }

    @Test
    void shouldTellWhoHoldsALock() throws Exception {
        var locks = new LockManager(stores.lockJournal(), clock);
        try (var feed = watch(null)) {
            assertThat(feed.next()).isInstanceOf(WatchEvent.Synced.class);
            var outcome = locks.acquire(
                    "s", new LockRequest("deploy", "agent", LockMode.EXCLUSIVE, Duration.ofMinutes(1), Duration.ZERO));
            var fence = ((LockOutcome.Granted) outcome).lock().fence();
            var change = ((WatchEvent.Message) feed.next()).change();
            assertThat(change.position().revision()).isEqualTo(fence);
            assertThat(change.detail())
                    .isEqualTo("{\"event\":\"acquired\",\"owner\":\"agent\",\"mode\":\"exclusive\",\"fence\":\"" + fence
                            + "\",\"holds\":1,\"expiresAt\":\"2026-01-07T10:01:00Z\"}");
        }
    }

    @Test
    void shouldTellThatTheChangesAreCompacted() throws Exception {
        for (int i = 0; i < 300; i++) {
            entries.put(put("s", "k" + i));
        }
        maintenance.gc();
        try (var feed = watch(BEGINNING)) {
            assertThat(feed.next())
                    .isEqualTo(new WatchEvent.Compacted(
                            new Revision(1, 200), new Revision(1, 300), "the changes behind 1-0 are no longer kept"));
        }
    }

    /** Writers, readers that join at any time and read live, or from the beginning: all see the same order. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 20_261_121})
    void shouldTellAHundredReadersTheSameWhileOthersWrite(long seed) throws Exception {
        int writes = 400;
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = new ArrayList<Future<List<Position>>>();
            var work = new ArrayList<Callable<?>>();
            for (int i = 0; i < writes; i++) {
                int size = 1 + random.nextInt(5);
                var operations = new ArrayList<EntryOperation>();
                for (int j = 0; j < size; j++) {
                    operations.add(put("s", "k" + random.nextInt(100)));
                }
                boolean atomic = random.nextBoolean();
                work.add(() -> entries.batch(new Batch(operations, atomic)));
            }
            for (int i = 0; i < 100; i++) {
                readers.add(threads.submit(() -> positionsUntilTheEnd()));
            }
            var done = work.stream().map(threads::submit).toList();
            for (var write : done) {
                write.get();
            }
            entries.put(put("s", "the end"));
            var expected = database.<List<Position>>read(session -> {
                var all = new ArrayList<Position>();
                try (var row = session.prepare("SELECT revision, seq FROM changelog ORDER BY revision, seq")
                        .executeQuery()) {
                    while (row.next()) {
                        all.add(new Position(new Revision(1, row.getLong(1)), row.getInt(2)));
                    }
                }
                return all;
            });
            for (var reader : readers) {
                assertThat(reader.get()).isEqualTo(expected);
            }
        }
    }

    private List<Position> positionsUntilTheEnd() throws InterruptedException {
        var positions = new ArrayList<Position>();
        try (var feed = watch(BEGINNING)) {
            while (true) {
                if (feed.next() instanceof WatchEvent.Message(var _, var change)) {
                    positions.add(change.position());
                    if (change.key().equals("the end")) {
                        return positions;
                    }
                }
            }
        }
    }
}
