package io.claudeflow.swarm.memory.lock;

import static io.claudeflow.swarm.memory.lock.LockMode.EXCLUSIVE;
import static io.claudeflow.swarm.memory.lock.LockMode.READ;
import static io.claudeflow.swarm.memory.lock.LockMode.WRITE;
import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What locks do over every journal. Waits are real, leases follow {@link #clock}. */
public abstract class LocksContract {
    private static final String SWARM = "s1";
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(1);

    protected final ManualClock clock = new ManualClock();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Locks locks;

    /** Locks over an empty journal, or over the same journal when called again. */
    protected abstract Locks open();

    @BeforeEach
    void openLocks() {
        locks = open();
    }

    @AfterEach
    void stopWaits() {
        threads.shutdownNow();
    }

    @Test
    void shouldShareReadsAndKeepWritesAlone() {
        granted("k", "a", READ);
        granted("k", "b", READ);
        assertThat(locks.holders(SWARM, "k")).extracting(Lock::owner).containsExactly("a", "b");
        assertThat(now("k", "c", WRITE)).isInstanceOf(LockOutcome.TimedOut.class);
        assertThat(now("k", "c", EXCLUSIVE)).isInstanceOf(LockOutcome.TimedOut.class);
        granted("other", "c", WRITE);
        assertThat(now("other", "a", READ))
                .isInstanceOfSatisfying(
                        LockOutcome.TimedOut.class,
                        busy -> assertThat(busy.holders())
                                .extracting(Lock::owner)
                                .containsExactly("c"));
        assertThat(locks.acquire("s2", request("other", "a", WRITE, Duration.ZERO)))
                .isInstanceOf(LockOutcome.Granted.class);
        assertThat(locks.list(SWARM)).hasSize(3);
    }

    @Test
    void shouldCountHoldsOfOneOwner() {
        var first = granted("k", "a", WRITE);
        var second = granted("k", "a", READ);
        assertThat(second.fence()).isEqualTo(first.fence());
        assertThat(second.holds()).isEqualTo(2);
        assertThat(locks.release(SWARM, "k", first.fence())).isEqualTo(1);
        assertThat(now("k", "b", READ)).isInstanceOf(LockOutcome.TimedOut.class);
        assertThat(locks.release(SWARM, "k", first.fence())).isZero();
        granted("k", "b", READ);
        assertFails(FailureKind.PRECONDITION_FAILED, "fence: ", () -> locks.release(SWARM, "k", first.fence()));
    }

    @Test
    void shouldUpgradeWhenNobodyElseHoldsAndGiveANewToken() {
        var read = granted("k", "a", READ);
        var write = granted("k", "a", WRITE);
        assertThat(write.fence()).isGreaterThan(read.fence());
        assertThat(write.holds()).isEqualTo(2);
        assertThat(locks.holders(SWARM, "k")).containsExactly(write);
    }

    @Test
    void shouldGiveGrowingTokens() {
        var first = granted("k", "a", WRITE);
        locks.release(SWARM, "k", first.fence());
        assertThat(granted("k", "b", WRITE).fence()).isGreaterThan(first.fence());
    }

    @Test
    void shouldServeWaitsInTheirOrderAndNotLetReadersOvertake() throws Exception {
        var held = granted("k", "a", READ);
        var writer = waiting("k", "w", WRITE);
        var reader = waiting("k", "r", READ);
        assertThat(reader).isNotDone();
        locks.release(SWARM, "k", held.fence());
        var lock = ((LockOutcome.Granted) writer.get()).lock();
        assertThat(reader).isNotDone();
        locks.release(SWARM, "k", lock.fence());
        assertThat(reader.get()).isInstanceOf(LockOutcome.Granted.class);
    }

    @Test
    void shouldGiveUpWhenThePatienceEnds() {
        granted("k", "a", WRITE);
        var outcome = locks.acquire(SWARM, request("k", "b", WRITE, Duration.ofMillis(30)));
        assertThat(outcome).isInstanceOf(LockOutcome.TimedOut.class);
        assertThat(locks.holders(SWARM, "k")).extracting(Lock::owner).containsExactly("a");
    }

    @Test
    void shouldLetReadersPassOnceAWaitingWriterGaveUp() throws Exception {
        granted("k", "a", READ);
        var writer = threads.submit(() -> locks.acquire(SWARM, request("k", "w", WRITE, Duration.ofMillis(200))));
        await().until(() -> now("k", "probe", READ) instanceof LockOutcome.TimedOut);
        var reader = waiting("k", "r", READ);
        assertThat(writer.get()).isInstanceOf(LockOutcome.TimedOut.class);
        assertThat(reader.get()).isInstanceOf(LockOutcome.Granted.class);
    }

    @Test
    void shouldEndALockWithItsLease() throws Exception {
        var held = granted("k", "a", WRITE);
        var next = waiting("k", "b", WRITE);
        clock.advance(LEASE.minusMillis(1));
        assertThat(locks.sweep()).isZero();
        assertThat(next).isNotDone();
        clock.advance(Duration.ofMillis(1));
        assertThat(locks.sweep()).isEqualTo(1);
        assertThat(next.get()).isInstanceOf(LockOutcome.Granted.class);
        assertFails(FailureKind.PRECONDITION_FAILED, "fence: ", () -> locks.renew(SWARM, "k", held.fence(), LEASE));
    }

    @Test
    void shouldHoldOnAfterARenewal() {
        var held = granted("k", "a", WRITE);
        clock.advance(Duration.ofSeconds(20));
        assertThat(locks.renew(SWARM, "k", held.fence(), LEASE).fence()).isEqualTo(held.fence());
        clock.advance(Duration.ofSeconds(20));
        assertThat(now("k", "b", READ)).isInstanceOf(LockOutcome.TimedOut.class);
    }

    @Test
    void shouldFailTheYoungerWaitOfADeadlock() throws Exception {
        var x = granted("x", "a", WRITE);
        var y = granted("y", "b", WRITE);
        var older = waiting("y", "a", WRITE);
        var younger = locks.acquire(SWARM, request("x", "b", WRITE, LONG));
        assertThat(younger).isEqualTo(new LockOutcome.Deadlock(List.of("b", "a", "b")));
        assertThat(older).isNotDone();
        locks.release(SWARM, "y", y.fence());
        assertThat(older.get()).isInstanceOf(LockOutcome.Granted.class);
        assertThat(locks.holders(SWARM, "x")).containsExactly(x);
    }

    @Test
    void shouldFindADeadlockOfTwoReadersWhoBothWantToWrite() throws Exception {
        granted("k", "a", READ);
        var b = granted("k", "b", READ);
        var first = waiting("k", "a", WRITE);
        assertThat(locks.acquire(SWARM, request("k", "b", WRITE, LONG))).isInstanceOf(LockOutcome.Deadlock.class);
        locks.release(SWARM, "k", b.fence());
        assertThat(first.get()).isInstanceOf(LockOutcome.Granted.class);
    }

    @Test
    void shouldFindADeadlockThroughThreeOwners() throws Exception {
        granted("1", "a", WRITE);
        granted("2", "b", WRITE);
        granted("3", "c", WRITE);
        var a = waiting("2", "a", READ);
        var b = waiting("3", "b", READ);
        assertThat(locks.acquire(SWARM, request("1", "c", READ, LONG)))
                .isEqualTo(new LockOutcome.Deadlock(List.of("c", "a", "b", "c")));
        assertThat(locks.releaseAll(SWARM, "c")).isEqualTo(1);
        assertThat(b.get()).isInstanceOf(LockOutcome.Granted.class);
        assertThat(a).isNotDone();
    }

    @Test
    void shouldGuardWritesByTokenAndByExclusiveLock() {
        var read = granted("r", "a", READ);
        var write = granted("w", "a", WRITE);
        var exclusive = granted("x", "a", EXCLUSIVE);
        locks.checkWrite(SWARM, "w", null);
        locks.checkWrite(SWARM, "w", write.fence());
        locks.checkWrite(SWARM, "x", exclusive.fence());
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "fence: (absent) (expected: the token of a, who holds x exclusively)",
                () -> locks.checkWrite(SWARM, "x", null));
        assertFails(FailureKind.PRECONDITION_FAILED, "fence: ", () -> locks.checkWrite(SWARM, "r", read.fence()));
        assertFails(FailureKind.PRECONDITION_FAILED, "fence: ", () -> locks.checkWrite(SWARM, "x", write.fence()));
        clock.advance(LEASE);
        locks.checkWrite(SWARM, "x", null);
        assertFails(FailureKind.PRECONDITION_FAILED, "fence: ", () -> locks.checkWrite(SWARM, "x", exclusive.fence()));
    }

    @Test
    void shouldKnowItsLocksAfterARestart() {
        var held = granted("k", "a", WRITE);
        granted("k", "a", WRITE);
        locks = open();
        assertThat(locks.holders(SWARM, "k").getFirst().holds()).isEqualTo(2);
        assertThat(now("k", "b", READ)).isInstanceOf(LockOutcome.TimedOut.class);
        assertThat(locks.release(SWARM, "k", held.fence())).isEqualTo(1);
        clock.advance(LEASE);
        locks = open();
        granted("k", "b", WRITE);
    }

    @Test
    void shouldNeverHaveTwoWritersWhenManyTry() throws Exception {
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var done = new AtomicInteger();
        var work = IntStream.range(0, 50)
                .mapToObj(i -> threads.submit(() -> {
                    var outcome = locks.acquire(SWARM, request("k", "o" + i, WRITE, LONG));
                    var lock = ((LockOutcome.Granted) outcome).lock();
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    inside.decrementAndGet();
                    locks.release(SWARM, "k", lock.fence());
                    return done.incrementAndGet();
                }))
                .toList();
        for (var one : work) {
            one.get();
        }
        assertThat(most).hasValue(1);
        assertThat(done).hasValue(50);
        assertThat(locks.list(SWARM)).isEmpty();
    }

    private Lock granted(String key, String owner, LockMode mode) {
        var outcome = now(key, owner, mode);
        assertThat(outcome).isInstanceOf(LockOutcome.Granted.class);
        return ((LockOutcome.Granted) outcome).lock();
    }

    private LockOutcome now(String key, String owner, LockMode mode) {
        return locks.acquire(SWARM, request(key, owner, mode, Duration.ZERO));
    }

    /** Begins a wait and returns when it stands in the queue: a stranger's read then no longer gets through. */
    private CompletableFuture<LockOutcome> waiting(String key, String owner, LockMode mode) {
        var started = new CompletableFuture<Thread>();
        var outcome = CompletableFuture.supplyAsync(
                () -> {
                    started.complete(Thread.currentThread());
                    return locks.acquire(SWARM, request(key, owner, mode, LONG));
                },
                threads);
        var thread = started.join();
        await().until(() -> outcome.isDone() || thread.getState() == Thread.State.TIMED_WAITING);
        return outcome;
    }

    private static LockRequest request(String key, String owner, LockMode mode, Duration patience) {
        return new LockRequest(key, owner, mode, LEASE, patience);
    }
}
