package io.claudeflow.swarm.memory.lock;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The locks and waits of one swarm. Not thread-safe: {@link LockManager} guards it. Whatever changes is written to the
 * journal first, so a failing journal leaves the table as it was.
 */
final class LockTable {
    /** Waits of one swarm; further ones are refused as busy. */
    static final int MAX_WAITS = 1_000;

    /** Locks of one swarm. */
    static final int MAX_LOCKS = 10_000;

    private static final Duration BUSY_RETRY = Duration.ofSeconds(1);

    private final String swarm;
    private final LockJournal journal;
    private final Clock clock;
    private final NavigableMap<String, List<Lock>> held = new TreeMap<>();
    private final List<LockWait> waits = new ArrayList<>();
    private int locksHeld;
    private long tickets;

    LockTable(String swarm, LockJournal journal, Clock clock, Collection<Lock> locks) {
        this.swarm = swarm;
        this.journal = journal;
        this.clock = clock;
        locks.forEach(this::add);
    }

    /** Grants a request at once, if it can be. */
    Optional<Lock> grant(LockRequest request) {
        return grant(request, waits);
    }

    private Optional<Lock> grant(LockRequest request, List<LockWait> ahead) {
        var own = find(request.key(), lock -> lock.owner().equals(request.owner()));
        var expiry = now().plus(request.lease());
        if (own != null && own.mode().covers(request.mode())) {
            var again = own.held(own.holds() + 1, later(own.expiresAt(), expiry));
            journal.changed(swarm, again);
            replace(own, again);
            return Optional.of(again);
        }
        boolean free = blockers(request).isEmpty();
        boolean fair = own != null || ahead.stream().noneMatch(wait -> wait.blocks(request));
        if (!free || !fair) {
            return Optional.empty();
        }
        if (own == null && locksHeld >= MAX_LOCKS) {
            throw MemoryException.ofField(
                    FailureKind.QUOTA_EXCEEDED, "key", request.key(), "at most " + MAX_LOCKS + " locks in a swarm");
        }
        var now = now();
        int holds = own == null ? 1 : own.holds() + 1;
        var expiresAt = own == null ? expiry : later(own.expiresAt(), expiry);
        var draft =
                new Lock(request.key(), request.owner(), request.mode(), LockManager.NO_FENCE, holds, now, expiresAt);
        var fence = journal.granted(swarm, draft);
        var lock = new Lock(request.key(), request.owner(), request.mode(), fence, holds, now, expiresAt);
        if (own != null) {
            replace(own, lock);
        } else {
            add(lock);
        }
        return Optional.of(lock);
    }

    /** Locks of others that stand in the way. */
    List<Lock> blockers(LockRequest request) {
        return holders(request.key()).stream()
                .filter(lock ->
                        !lock.owner().equals(request.owner()) && lock.mode().excludes(request.mode()))
                .toList();
    }

    LockWait enqueue(LockRequest request) {
        if (waits.size() >= MAX_WAITS) {
            throw MemoryException.busy(waits.size() + " waits for locks in swarm " + swarm, BUSY_RETRY);
        }
        var wait = new LockWait(request, tickets++);
        waits.add(wait);
        failDeadlocks();
        return wait;
    }

    void abandon(LockWait wait) {
        waits.remove(wait);
        serveWaits();
    }

    /** Ends every wait without a lock. */
    void failWaits(MemoryException reason) {
        waits.forEach(wait -> wait.fail(reason));
        waits.clear();
    }

    /** Gives back one hold, or all of them. */
    int release(Lock lock, boolean entirely) {
        int left = entirely ? 0 : lock.holds() - 1;
        if (left > 0) {
            var less = lock.held(left, lock.expiresAt());
            journal.changed(swarm, less);
            replace(lock, less);
        } else {
            journal.ended(swarm, lock, LockJournal.End.RELEASED);
            remove(lock);
            serveWaits();
        }
        return left;
    }

    int releaseAll(String owner) {
        for (var wait : List.copyOf(waits)) {
            if (wait.request().owner().equals(owner)) {
                waits.remove(wait);
                wait.finish(new LockOutcome.TimedOut(blockers(wait.request())));
            }
        }
        var locks = list().stream().filter(lock -> lock.owner().equals(owner)).toList();
        locks.forEach(lock -> release(lock, true));
        serveWaits();
        return locks.size();
    }

    Lock renew(Lock lock, Duration lease) {
        var renewed = lock.held(lock.holds(), now().plus(LockRequest.checkLease(lease)));
        journal.changed(swarm, renewed);
        replace(lock, renewed);
        return renewed;
    }

    /** Ends what has expired and serves who waits for it. */
    int expire() {
        var now = now();
        int ended = 0;
        for (var locks : List.copyOf(held.values())) {
            for (var lock : List.copyOf(locks)) {
                if (!lock.liveAt(now)) {
                    journal.ended(swarm, lock, LockJournal.End.EXPIRED);
                    remove(lock);
                    ended++;
                }
            }
        }
        if (ended > 0) {
            serveWaits();
        }
        return ended;
    }

    /** In whole milliseconds, as the journal keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Nullable
    Lock find(String key, Predicate<Lock> wanted) {
        return holders(key).stream().filter(wanted).findFirst().orElse(null);
    }

    List<Lock> holders(String key) {
        var now = now();
        return held.getOrDefault(key, List.of()).stream()
                .filter(lock -> lock.liveAt(now))
                .toList();
    }

    List<Lock> list() {
        return held.keySet().stream().flatMap(key -> holders(key).stream()).toList();
    }

    /** When the next lock on the key ends, or null when nobody holds it. */
    @Nullable
    Instant nextExpiry(String key) {
        return held.getOrDefault(key, List.of()).stream()
                .map(Lock::expiresAt)
                .min(Instant::compareTo)
                .orElse(null);
    }

    boolean isEmpty() {
        return held.isEmpty() && waits.isEmpty();
    }

    /** Grants what can be granted, in the order the waits began; a wait whose grant fails learns why. */
    private void serveWaits() {
        var stillWaiting = new ArrayList<LockWait>();
        for (var wait : List.copyOf(waits)) {
            try {
                var lock = grant(wait.request(), stillWaiting);
                if (lock.isPresent()) {
                    wait.finish(new LockOutcome.Granted(lock.get()));
                } else {
                    stillWaiting.add(wait);
                }
            } catch (MemoryException e) {
                wait.fail(e);
            }
        }
        waits.clear();
        waits.addAll(stillWaiting);
        failDeadlocks();
    }

    /** Ends the youngest wait of every circle of owners who wait for one another. */
    private void failDeadlocks() {
        for (var cycle = new WaitGraph(this, waits).cycle(); cycle.isPresent(); ) {
            var victim = cycle.get().youngest();
            waits.remove(victim);
            victim.finish(new LockOutcome.Deadlock(cycle.get().owners()));
            serveWaits();
            cycle = new WaitGraph(this, waits).cycle();
        }
    }

    private void replace(Lock before, Lock after) {
        var locks = held.getOrDefault(before.key(), List.of());
        locks.set(locks.indexOf(before), after);
    }

    private void add(Lock lock) {
        held.computeIfAbsent(lock.key(), _ -> new ArrayList<>()).add(lock);
        locksHeld++;
    }

    private void remove(Lock lock) {
        var locks = held.getOrDefault(lock.key(), List.of());
        if (locks.remove(lock)) {
            locksHeld--;
        }
        if (locks.isEmpty()) {
            held.remove(lock.key());
        }
    }

    private static Instant later(Instant left, Instant right) {
        return left.isAfter(right) ? left : right;
    }
}
