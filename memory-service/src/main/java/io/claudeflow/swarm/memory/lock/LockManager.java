package io.claudeflow.swarm.memory.lock;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one store: tables in memory, every change in the journal before anybody learns of it. One mutex guards
 * all swarms; a waiting caller holds no platform resource but its own (virtual) thread. {@link #sweep} should be called
 * every second or so; waits for a lease to end need no sweep.
 */
public final class LockManager implements Locks, AutoCloseable {
    /** Stands in a lock that has no fence yet. */
    static final Revision NO_FENCE = new Revision(1, 0);

    private final LockJournal journal;
    private final Clock clock;
    private final ReentrantLock mutex = new ReentrantLock();
    private final Condition changed = mutex.newCondition();
    private final Map<String, LockTable> tables = new HashMap<>();
    private boolean closed;

    /** Takes over the locks of the journal. */
    public LockManager(LockJournal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
        journal.load().forEach((swarm, locks) -> tables.put(swarm, new LockTable(swarm, journal, clock, locks)));
    }

    @Override
    public LockOutcome acquire(String swarm, LockRequest request) {
        return guarded(swarm, table -> {
            var lock = table.grant(request);
            if (lock.isPresent()) {
                return new LockOutcome.Granted(lock.get());
            }
            return request.patience().isZero()
                    ? new LockOutcome.TimedOut(table.blockers(request))
                    : await(table, table.enqueue(request));
        });
    }

    /** Waits with the mutex given up, and looks at the leases whenever the next one in the way should have ended. */
    private LockOutcome await(LockTable table, LockWait wait) {
        if (closed) {
            table.abandon(wait);
            throw closing();
        }
        changed.signalAll();
        long nanosLeft = wait.request().patience().toNanos();
        try {
            for (var outcome = wait.outcome(); ; outcome = wait.outcome()) {
                if (outcome != null) {
                    return outcome;
                }
                if (nanosLeft <= 0) {
                    table.abandon(wait);
                    changed.signalAll();
                    return new LockOutcome.TimedOut(table.blockers(wait.request()));
                }
                long slice =
                        Math.min(nanosLeft, nanosToExpiry(table, wait.request().key()));
                nanosLeft -= slice - Math.max(0, changed.awaitNanos(slice));
                if (table.expire() > 0) {
                    changed.signalAll();
                }
            }
        } catch (MemoryException e) {
            table.abandon(wait);
            throw e;
        } catch (InterruptedException e) {
            table.abandon(wait);
            Thread.currentThread().interrupt();
            throw MemoryException.of(FailureKind.UNAVAILABLE, "the wait for a lock was interrupted", e);
        }
    }

    /** At least a millisecond, so that a clock that stands still costs no busy loop. */
    private long nanosToExpiry(LockTable table, String key) {
        var expiry = table.nextExpiry(key);
        var wait = expiry == null ? Duration.ofSeconds(1) : Duration.between(clock.instant(), expiry);
        return Math.max(Duration.ofMillis(1).toNanos(), wait.toNanos());
    }

    @Override
    public Lock renew(String swarm, String key, Revision fence, Duration lease) {
        return guarded(swarm, table -> table.renew(existing(table, key, fence), lease));
    }

    @Override
    public int release(String swarm, String key, Revision fence) {
        return guarded(swarm, table -> table.release(existing(table, key, fence), false));
    }

    @Override
    public int releaseAll(String swarm, String owner) {
        return guarded(swarm, table -> table.releaseAll(owner));
    }

    @Override
    public List<Lock> holders(String swarm, String key) {
        return reading(swarm, table -> table.holders(key));
    }

    @Override
    public List<Lock> list(String swarm) {
        return reading(swarm, LockTable::list);
    }

    @Override
    public void checkWrite(String swarm, String key, @Nullable Revision fence) {
        var _ = reading(swarm, table -> {
            if (fence != null) {
                var lock = table.find(key, held -> held.fence().equals(fence));
                if (lock == null || lock.mode() == LockMode.READ) {
                    throw MemoryException.ofField(
                            FailureKind.PRECONDITION_FAILED, "fence", fence, "a live write lock on " + key);
                }
                return lock;
            }
            var exclusive = table.find(key, lock -> lock.mode() == LockMode.EXCLUSIVE);
            if (exclusive != null) {
                throw MemoryException.ofField(
                        FailureKind.PRECONDITION_FAILED,
                        "fence",
                        "(absent)",
                        "the token of " + exclusive.owner() + ", who holds " + key + " exclusively");
            }
            return table;
        });
    }

    @Override
    public int sweep() {
        mutex.lock();
        try {
            int ended = 0;
            for (var table : tables.values()) {
                ended += table.expire();
            }
            tables.values().removeIf(LockTable::isEmpty);
            changed.signalAll();
            return ended;
        } finally {
            mutex.unlock();
        }
    }

    /** Ends the waits; locks stay and are known after the next start. */
    @Override
    public void close() {
        mutex.lock();
        try {
            closed = true;
            tables.values().forEach(table -> table.failWaits(closing()));
            changed.signalAll();
        } finally {
            mutex.unlock();
        }
    }

    private static MemoryException closing() {
        return MemoryException.of(FailureKind.UNAVAILABLE, "the store is closing; the lock was not granted");
    }

    private static Lock existing(LockTable table, String key, Revision fence) {
        var lock = table.find(key, held -> held.fence().equals(fence));
        if (lock == null) {
            throw MemoryException.ofField(
                    FailureKind.PRECONDITION_FAILED, "fence", fence, "the token of a live lock on " + key);
        }
        return lock;
    }

    /** Ends what has expired, then acts. */
    private <T> T guarded(String swarm, Function<LockTable, T> action) {
        return reading(swarm, table -> {
            table.expire();
            return action.apply(table);
        });
    }

    /** Acts on the table as it is; an expired lock that nobody has ended yet counts as ended. */
    private <T> T reading(String swarm, Function<LockTable, T> action) {
        EntryKey.checkSwarm(swarm);
        mutex.lock();
        try {
            return action.apply(tables.computeIfAbsent(swarm, name -> new LockTable(name, journal, clock, List.of())));
        } finally {
            changed.signalAll();
            mutex.unlock();
        }
    }
}
