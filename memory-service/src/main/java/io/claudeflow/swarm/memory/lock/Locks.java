package io.claudeflow.swarm.memory.lock;

import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Locks on names, each within its swarm. Thread-safe. Re-entrant: an owner that holds a lock gets it again at once, and
 * a stronger mode when nobody else holds one; each acquisition is released on its own. Waits are served in the order
 * they began, so a stream of readers cannot starve a writer. A lock ends when its lease does, without anybody asking.
 * Locks survive a restart, waits do not.
 */
public interface Locks {
    /** Waits for a lock until it is granted, the patience ends or a deadlock is found. Interruptible. */
    LockOutcome acquire(String swarm, LockRequest request);

    /** Extends a lock, counted from now. An unknown or ended token is a {@code PRECONDITION_FAILED}. */
    Lock renew(String swarm, String key, Revision fence, Duration lease);

    /** Gives back one acquisition; returns how many the owner still has. */
    int release(String swarm, String key, Revision fence);

    /** Gives back everything an owner holds and ends its waits; returns how many locks ended. */
    int releaseAll(String swarm, String owner);

    /** The live locks on a key. */
    List<Lock> holders(String swarm, String key);

    /** The live locks of a swarm, by key. */
    List<Lock> list(String swarm);

    /**
     * Refuses a write to a key with {@code PRECONDITION_FAILED}: when a token is given that no live write or exclusive
     * lock on the key has, or when none is given and somebody holds the key exclusively.
     */
    void checkWrite(String swarm, String key, @Nullable Revision fence);

    /** Ends the locks whose lease is over and serves who waits for them; returns how many ended. */
    int sweep();
}
