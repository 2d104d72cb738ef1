package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {
    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private Database database;

    @BeforeEach
    void open() {
        database = open(2, Duration.ofSeconds(10));
    }

    private Database open(int queue, Duration patience) {
        var config = new DatabaseConfig(
                directory.resolve("memory.db"),
                true,
                true,
                true,
                1,
                queue,
                1 << 20,
                patience,
                Duration.ofSeconds(10),
                1 << 20);
        return Database.open(config, clock, EngineListener.NONE);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static int insertAgent(WriteTransaction tx, String id) throws SQLException {
        var insert = tx.prepare("INSERT INTO agents (swarm, id, type) VALUES ('s', ?, 'coder')");
        insert.setString(1, id);
        return insert.executeUpdate();
    }

    private List<String> agents() {
        return database.read(session -> {
            var ids = new ArrayList<String>();
            try (var rows = session.prepare("SELECT id FROM agents ORDER BY id").executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        });
    }

    /** Occupies the writer until the latch opens. */
    private CompletableFuture<Void> occupy(CountDownLatch release) {
        var started = new CountDownLatch(1);
        var occupied = CompletableFuture.runAsync(
                () -> database.pause(session -> {
                    started.countDown();
                    try {
                        return release.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }),
                WriterTest::inThread);
        Awaitility.await().until(() -> started.getCount() == 0);
        return occupied;
    }

    private static void inThread(Runnable task) {
        Thread.ofPlatform().start(task);
    }

    private static <T> void assertFails(FailureKind kind, CompletableFuture<T> future) {
        assertThatThrownBy(future::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void group_oneFailsAfterItsFirstChange_failsAlone() throws Exception {
        database.close();
        database = open(10, Duration.ofSeconds(10));
        var release = new CountDownLatch(1);
        var occupied = occupy(release);
        var good = CompletableFuture.supplyAsync(
                () -> database.write(tx -> insertAgent(tx, "good")), WriterTest::inThread);
        var bad = CompletableFuture.supplyAsync(
                () -> database.write(tx -> {
                    insertAgent(tx, "bad");
                    tx.revision();
                    throw MemoryException.invalid("field", "value", "another");
                }),
                WriterTest::inThread);
        var twice = CompletableFuture.supplyAsync(
                () -> database.write(tx -> insertAgent(tx, "twice") + insertAgent(tx, "twice")), WriterTest::inThread);
        Awaitility.await().until(() -> database.writerStatistics().queued() == 3);
        release.countDown();
        occupied.get();
        assertThat(good.get()).isEqualTo(1);
        assertFails(FailureKind.INVALID_ARGUMENT, bad);
        assertFails(FailureKind.INTERNAL, twice);
        assertThat(agents()).containsExactly("good");
        assertThat(database.writerStatistics().groups()).isEqualTo(1);
        assertThat(database.newest().number()).isZero();
    }

    @Test
    void write_errorInItsBody_failsAloneAndTheWriterGoesOn() {
        assertThatThrownBy(() -> database.write(tx -> {
                    insertAgent(tx, "lost");
                    throw new StackOverflowError("deep");
                }))
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INTERNAL));
        assertThat(database.<Integer>write(tx -> insertAgent(tx, "kept"))).isEqualTo(1);
        assertThat(agents()).containsExactly("kept");
    }

    @Test
    void group_lost_isRetriedOneByOne() throws Exception {
        database.close();
        database = open(10, Duration.ofSeconds(10));
        var release = new CountDownLatch(1);
        var occupied = occupy(release);
        var runs = new AtomicInteger();
        var writes = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 3; i++) {
            var id = "agent" + i;
            writes.add(CompletableFuture.supplyAsync(
                    () -> database.write(tx -> {
                        if (runs.incrementAndGet() == 3) {
                            // What SQLite does by itself when the disk is full.
                            tx.prepare("ROLLBACK").executeUpdate();
                            throw new SQLException("database or disk is full", "", SqliteFailures.FULL);
                        }
                        return insertAgent(tx, id);
                    }),
                    WriterTest::inThread));
        }
        Awaitility.await().until(() -> database.writerStatistics().queued() == 3);
        release.countDown();
        occupied.get();
        for (var write : writes) {
            assertThat(write.get()).isEqualTo(1);
        }
        assertThat(agents()).containsExactly("agent0", "agent1", "agent2");
        assertThat(runs.get()).isEqualTo(6);
    }

    @Test
    void queue_full_isBusyAndSaysWhenToRetry() throws Exception {
        var release = new CountDownLatch(1);
        var occupied = occupy(release);
        var first =
                CompletableFuture.supplyAsync(() -> database.write(tx -> insertAgent(tx, "1")), WriterTest::inThread);
        var second =
                CompletableFuture.supplyAsync(() -> database.write(tx -> insertAgent(tx, "2")), WriterTest::inThread);
        Awaitility.await().until(() -> database.writerStatistics().queued() == 2);
        assertThatThrownBy(() -> database.write(tx -> insertAgent(tx, "3")))
                .isInstanceOfSatisfying(MemoryException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.BUSY);
                    assertThat(e.retryAfter()).isPositive();
                })
                .hasMessageContaining("2 of 2 waiting");
        release.countDown();
        occupied.get();
        assertThat(first.get() + second.get()).isEqualTo(2);
        assertThat(database.<Integer>write(tx -> insertAgent(tx, "3"))).isEqualTo(1);
    }

    @Test
    void queue_tooManyBytes_isBusyButNeverForTheOnlyOne() throws Exception {
        assertThat(database.<Integer>write(2 << 20, tx -> insertAgent(tx, "large")))
                .isEqualTo(1);
        var release = new CountDownLatch(1);
        var occupied = occupy(release);
        var first = CompletableFuture.supplyAsync(
                () -> database.write(1 << 20, tx -> insertAgent(tx, "1")), WriterTest::inThread);
        Awaitility.await().until(() -> database.writerStatistics().queued() == 1);
        assertThatThrownBy(() -> database.write(1, tx -> insertAgent(tx, "2")))
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BUSY));
        release.countDown();
        occupied.get();
        first.get();
    }

    @Test
    void caller_interruptedWhileQueued_hasWrittenNothing() throws Exception {
        var release = new CountDownLatch(1);
        var occupied = occupy(release);
        var failure = new CompletableFuture<MemoryException>();
        var caller = Thread.ofPlatform().start(() -> {
            try {
                database.write(tx -> insertAgent(tx, "given up"));
            } catch (MemoryException e) {
                failure.complete(e);
            }
        });
        Awaitility.await().until(() -> database.writerStatistics().queued() == 1);
        caller.interrupt();
        assertThat(failure.get().kind()).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
        release.countDown();
        occupied.get();
        database.<Integer>write(tx -> insertAgent(tx, "next"));
        assertThat(agents()).containsExactly("next");
    }

    @Test
    void caller_pastItsDeadlineWhileQueued_hasWrittenNothing() throws Exception {
        database.close();
        database = open(10, Duration.ofMillis(50));
        var release = new CountDownLatch(1);
        var occupied = occupy(release);
        assertThatThrownBy(() -> database.write(tx -> insertAgent(tx, "late")))
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.DEADLINE_EXCEEDED))
                .hasMessageContaining("nothing was written");
        release.countDown();
        occupied.get();
        assertThat(agents()).isEmpty();
    }

    @Test
    void close_withQueuedWrites_finishesThem() throws Exception {
        var release = new CountDownLatch(1);
        var occupied = occupy(release);
        var queued = CompletableFuture.supplyAsync(
                () -> database.write(tx -> insertAgent(tx, "queued")), WriterTest::inThread);
        Awaitility.await().until(() -> database.writerStatistics().queued() == 1);
        var closed = CompletableFuture.runAsync(() -> database.close(), WriterTest::inThread);
        release.countDown();
        occupied.get();
        closed.get();
        assertThat(queued.get()).isEqualTo(1);
        database = open(2, Duration.ofSeconds(10));
        assertThat(agents()).containsExactly("queued");
    }

    @Test
    void close_writerDoesNotStop_failsTheQueuedOnes() throws Exception {
        var release = new CountDownLatch(1);
        var occupied = occupy(release);
        var queued = CompletableFuture.supplyAsync(
                () -> database.write(tx -> insertAgent(tx, "queued")), WriterTest::inThread);
        Awaitility.await().until(() -> database.writerStatistics().queued() == 1);
        database.close(Duration.ofMillis(50));
        assertFails(FailureKind.UNAVAILABLE, queued);
        release.countDown();
        occupied.get();
    }

    @Test
    void changelog_holdsWhatChangedUnderItsRevision() {
        database.<Integer>write(tx -> {
            tx.logChange("s", "agents", "", "a", Change.PUT);
            tx.logChange("s", "agents", "", "b", Change.DELETE);
            return 0;
        });
        var rows = database.read(session -> {
            var found = new ArrayList<String>();
            try (var row = session.prepare("SELECT revision, seq, swarm, table_name, key, operation, changed_at"
                            + " FROM changelog ORDER BY revision, seq")
                    .executeQuery()) {
                while (row.next()) {
                    var columns = new ArrayList<String>();
                    for (int i = 1; i <= 7; i++) {
                        columns.add(row.getString(i));
                    }
                    found.add(String.join("|", columns));
                }
            }
            return found;
        });
        assertThat(rows)
                .containsExactly(
                        "1|0|s|agents|a|put|2026-11-21 12:00:00.000", "1|1|s|agents|b|delete|2026-11-21 12:00:00.000");
    }

    @Test
    void revision_goesOnWhereItWasWhenReopened() {
        for (int i = 0; i < 3; i++) {
            database.write(WriteTransaction::revision);
        }
        database.close();
        database = open(2, Duration.ofSeconds(10));
        assertThat(database.newest()).hasToString("1-3");
        assertThat(database.write(WriteTransaction::revision)).hasToString("1-4");
    }
}
