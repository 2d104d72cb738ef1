package io.claudeflow.swarm.memory.sqlite;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.lock.Fence;
import io.claudeflow.swarm.memory.lock.Fences;
import io.claudeflow.swarm.memory.lock.Lock;
import io.claudeflow.swarm.memory.lock.LockManager;
import io.claudeflow.swarm.memory.lock.LockMode;
import io.claudeflow.swarm.memory.lock.LockOutcome;
import io.claudeflow.swarm.memory.lock.LockRequest;
import io.claudeflow.swarm.memory.lock.Locks;
import io.claudeflow.swarm.memory.lock.LocksContract;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.revision.Revision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of locks on a real file, and what the file adds: fences, the changelog, exclusive keys. */
class SqliteLocksTest extends LocksContract {
    private static final String S = "s";

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init") // the contract opens it before anything else
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private AccessStores stores;

    @Override
    protected Locks open() {
        if (database == null) {
            database = Database.open(
                    TestDatabases.config(directory.resolve("memory.db"), true), clock, EngineListener.NONE);
        }
        stores = new AccessStores(
                database, () -> new SqliteMaintenance(database, EngineListener.NONE, 1000, Duration.ofHours(1)));
        return new LockManager(stores.lockJournal(), clock);
    }

    @AfterEach
    void close() {
        stores.close();
        database.close();
    }

    private static Lock acquire(Locks locks, String key, String owner, LockMode mode) {
        var outcome = locks.acquire(S, new LockRequest(key, owner, mode, LockRequest.DEFAULT_LEASE, Duration.ZERO));
        assertThat(outcome).isInstanceOf(LockOutcome.Granted.class);
        return ((LockOutcome.Granted) outcome).lock();
    }

    private SqliteEntryStore entries() {
        return new SqliteEntryStore(database, new ValueCodec(Compression.ZSTD, 10_240, 16 << 20), _ -> {});
    }

    private static Put put(String namespace, String key) {
        return Put.of(new EntryKey(S, namespace, key), EntryValue.json("1"));
    }

    @Test
    void check_ofALiveWriteLock_passesUntilItEnds() {
        var locks = open();
        Fences fences = stores.fences();
        var lock = acquire(locks, "deploy", "a", LockMode.WRITE);
        fences.check(S, new Fence("deploy", lock.fence()));
        fences.check(S, new Fence(null, lock.fence()));
        clock.advance(LockRequest.DEFAULT_LEASE.minusMillis(1));
        fences.check(S, new Fence("deploy", lock.fence()));
        clock.advance(Duration.ofMillis(1));
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "fence: deploy@" + lock.fence()
                        + " (expected: the token of a live write or exclusive lock; nobody holds deploy)",
                () -> fences.check(S, new Fence("deploy", lock.fence())));
    }

    @Test
    void check_ofAnOvertakenHolder_namesTheNewOne() {
        var locks = open();
        var old = acquire(locks, "deploy", "a", LockMode.WRITE);
        clock.advance(LockRequest.DEFAULT_LEASE);
        var now = acquire(locks, "deploy", "b", LockMode.EXCLUSIVE);
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "fence: deploy@" + old.fence() + " (expected: the token of a live write or exclusive lock; deploy is"
                        + " held by b (exclusive, token " + now.fence() + "))",
                () -> stores.fences().check(S, new Fence("deploy", old.fence())));
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "fence: " + old.fence() + " (expected: the token of a live write or exclusive lock; no lock has this",
                () -> stores.fences().check(S, new Fence(null, old.fence())));
    }

    @Test
    void check_ofAReadLockAnotherKeyOrAnotherSwarm_fails() {
        var locks = open();
        var read = acquire(locks, "r", "a", LockMode.READ);
        var write = acquire(locks, "w", "a", LockMode.WRITE);
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "fence: r@" + read.fence() + " (expected: the token of a live write or exclusive lock; this one only",
                () -> stores.fences().check(S, new Fence("r", read.fence())));
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "fence: r@",
                () -> stores.fences().check(S, new Fence("r", write.fence())));
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "fence: w@",
                () -> stores.fences().check("other", new Fence("w", write.fence())));
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "fence: w@2-",
                () -> stores.fences()
                        .check(S, new Fence("w", new Revision(2, write.fence().number()))));
    }

    @Test
    void exclusive_keepsWritesOfOthersAway_untilItEnds() {
        var locks = open();
        var entries = entries();
        entries.put(put("n", "k"));
        var lock = acquire(locks, "n/k", "a", LockMode.EXCLUSIVE);
        var expected = "fence: (absent) (expected: the token of a, who holds n/k exclusively)";
        assertFails(FailureKind.PRECONDITION_FAILED, expected, () -> entries.put(put("n", "k")));
        assertFails(FailureKind.PRECONDITION_FAILED, expected, () -> entries.clear(S, "n"));
        assertFails(
                FailureKind.PRECONDITION_FAILED, expected, () -> stores.fences().checkWrite(S, "n/k"));
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                expected,
                () -> entries.delete(new EntryOperation.Delete(new EntryKey(S, "n", "k"), Precondition.NONE)));
        assertThat(entries.batch(new Batch(List.of(put("n", "k"), put("n", "other")), false)))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .isInstanceOfSatisfying(
                                        OperationResult.Failed.class,
                                        failed -> assertThat(failed.failure().kind())
                                                .isEqualTo(FailureKind.PRECONDITION_FAILED)),
                        second -> assertThat(second).isInstanceOf(OperationResult.Stored.class));
        entries.put(Put.of(new EntryKey("other swarm", "n", "k"), EntryValue.json("1")));
        locks.release(S, "n/k", lock.fence());
        entries.put(put("n", "k"));
        acquire(locks, "n/k", "a", LockMode.EXCLUSIVE);
        clock.advance(LockRequest.DEFAULT_LEASE);
        entries.put(put("n", "k"));
    }

    @Test
    void exclusive_isKnownAfterARestart() {
        acquire(open(), "n/k", "a", LockMode.EXCLUSIVE);
        open();
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "fence: (absent)",
                () -> entries().put(put("n", "k")));
    }

    @Test
    void write_doesNotKeepOthersAway() {
        acquire(open(), "n/k", "a", LockMode.WRITE);
        assertThat(entries().put(put("n", "k")).version()).isEqualTo(1);
    }

    @Test
    void guarded_checksEachWriteInItsTransaction() {
        var locks = open();
        var entries = entries();
        var before = acquire(locks, "n/k", "a", LockMode.WRITE).fence();
        var now = acquire(locks, "n/k", "a", LockMode.EXCLUSIVE).fence();
        var fences = stores.fences();
        assertThat(fences.guarded(S, new Fence("n/k", now), () -> entries.put(put("n", "k")))
                        .version())
                .isEqualTo(1);
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "fence: n/k@" + before,
                () -> fences.guarded(S, new Fence("n/k", before), () -> entries.put(put("n", "other"))));
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "fence: n/k@" + before,
                () -> database.<Long>run(0, () -> {
                    entries.put(put("n", "undone"));
                    return fences.guarded(S, new Fence("n/k", before), () -> 1L);
                }));
        assertThat(entries.statistics(S).entries()).isEqualTo(1);
        assertThat(database.<Long>run(0, () -> {
                    entries.put(put("n", "first"));
                    return fences.guarded(
                            S,
                            new Fence("n/k", now),
                            () -> entries.put(put("n", "k")).version());
                }))
                .isEqualTo(2);
    }

    @Test
    void everyChangeStandsInTheChangelogWithItsDetail() {
        var locks = open();
        var lock = acquire(locks, "k", "a \"b\"", LockMode.WRITE);
        locks.renew(S, "k", lock.fence(), Duration.ofMinutes(1));
        locks.release(S, "k", lock.fence());
        acquire(locks, "k", "c", LockMode.READ);
        clock.advance(LockRequest.DEFAULT_LEASE);
        assertThat(locks.sweep()).isEqualTo(1);
        var rows = database.<String>read(session -> session.queryText("SELECT group_concat(operation || ' ' ||"
                + " json_extract(detail, '$.event') || ' ' || json_extract(detail, '$.owner') || ' ' ||"
                + " json_extract(detail, '$.mode'), '; ') FROM changelog WHERE table_name = 'locks' AND key = 'k'"));
        assertThat(rows)
                .isEqualTo("put acquired a \"b\" write; put renewed a \"b\" write; delete released a \"b\" write;"
                        + " put acquired c read; expire expired c read");
        assertThat(database.<Long>read(session -> session.queryLong("SELECT count(*) FROM locks")))
                .isZero();
    }

    @Test
    void swarm_holdsABoundedNumberOfLocks() {
        database =
                Database.open(TestDatabases.config(directory.resolve("memory.db"), true), clock, EngineListener.NONE);
        database.<Integer>write(tx -> tx.prepare("INSERT INTO locks (swarm, key, owner, mode, epoch, revision,"
                        + " acquired_at, expires_at) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                        + " WHERE i < 10000) SELECT 's', 'k' || i, 'o', 'read', 1, 1000000 + i, '2026-01-07"
                        + " 10:00:00.000', '2026-01-07 11:00:00.000' FROM n")
                .executeUpdate());
        var locks = open();
        assertFails(
                FailureKind.QUOTA_EXCEEDED,
                "key: more (expected: at most 10000 locks in a swarm)",
                () -> acquire(locks, "more", "a", LockMode.WRITE));
        assertThat(locks.release(S, "k7", new Revision(1, 1_000_007))).isZero();
        acquire(locks, "more", "a", LockMode.WRITE);
    }

    @Test
    void fence_isParsedFromItsText() {
        assertThat(Fence.parse("If-Fence", "a@b/c@1-42")).isEqualTo(new Fence("a@b/c", new Revision(1, 42)));
        assertThat(Fence.parse("If-Fence", "1-42")).isEqualTo(new Fence(null, new Revision(1, 42)));
        assertThat(new Fence("k", new Revision(3, 4))).hasToString("k@3-4");
        for (var bad : List.of("", "@1-2", "k@", "k@1", "k@1-x", "1", "k@0-1")) {
            assertFails(
                    FailureKind.INVALID_ARGUMENT,
                    "If-Fence: " + bad + " (expected: a token such as 1-42, or key@1-42)",
                    () -> Fence.parse("If-Fence", bad));
        }
    }
}
