package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointerTest {
    private static final long LIMIT = 4L << 20;

    @TempDir
    private Path directory;

    private final AtomicInteger checkpoints = new AtomicInteger();

    private Database open(Duration maxReadAge) {
        var config = new DatabaseConfig(
                directory.resolve("memory.db"),
                true,
                false,
                true,
                2,
                4096,
                64L << 20,
                Duration.ofSeconds(10),
                maxReadAge,
                LIMIT);
        return Database.open(config, new TestClock("2026-11-21T12:00:00Z"), new EngineListener() {
            @Override
            public void checkpointFinished(Duration duration, long walBytes) {
                checkpoints.incrementAndGet();
            }
        });
    }

    private static void write(Database database, int megabytes) {
        EntryStore store = new SqliteEntryStore(database, new ValueCodec(Compression.NONE, 0, 16 << 20), key -> {});
        for (int i = 0; i < megabytes; i++) {
            store.put(Put.of(new EntryKey("s", "n", "k" + i % 3), EntryValue.bytes(new byte[1 << 20])));
        }
    }

    private long logBytes() {
        return new DatabaseFiles(directory.resolve("memory.db")).logBytes();
    }

    @Test
    void log_underContinuousWrites_staysNearItsBound() {
        try (var database = open(Duration.ofSeconds(10))) {
            for (int i = 0; i < 15; i++) {
                int before = checkpoints.get();
                write(database, 10);
                Awaitility.await().until(() -> checkpoints.get() > before);
            }
            assertThat(logBytes()).isLessThan(8 * LIMIT);
        }
    }

    @Test
    void read_heldTooLong_isEndedAndTheLogGoesOn() throws Exception {
        try (var database = open(Duration.ofMillis(300))) {
            write(database, 1);
            var started = new CountDownLatch(1);
            var endless = CompletableFuture.supplyAsync(() -> database.<Long>read(session -> {
                started.countDown();
                return session.queryLong("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                        + " SELECT count(*) FROM n, memory_store");
            }));
            started.await();
            assertThatThrownBy(endless::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.DEADLINE_EXCEEDED));
            for (int i = 0; i < 5; i++) {
                assertThat(database.<Long>read(session -> session.queryLong("SELECT count(*) FROM memory_store")))
                        .isPositive();
            }
        }
    }

    @Test
    void readers_allInUse_isBusy() throws Exception {
        var config = new DatabaseConfig(
                directory.resolve("memory.db"),
                true,
                false,
                true,
                1,
                16,
                64L << 20,
                Duration.ofMillis(50),
                Duration.ofSeconds(10),
                LIMIT);
        try (var database = Database.open(config, new TestClock("2026-11-21T12:00:00Z"), EngineListener.NONE)) {
            var started = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            var reader = CompletableFuture.supplyAsync(() -> database.<Long>read(session -> {
                started.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return 1L;
            }));
            started.await();
            assertThatThrownBy(() -> database.<Long>read(session -> 1L))
                    .isInstanceOfSatisfying(
                            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BUSY));
            release.countDown();
            assertThat(reader.get()).isEqualTo(1);
        }
    }
}
