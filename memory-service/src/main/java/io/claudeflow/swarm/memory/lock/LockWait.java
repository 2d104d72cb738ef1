package io.claudeflow.swarm.memory.lock;

import io.claudeflow.swarm.memory.failure.MemoryException;
import org.jspecify.annotations.Nullable;

/** Somebody who waits for a lock. Guarded by {@link LockManager}. */
final class LockWait {
    private final LockRequest request;
    private final long ticket;
    private @Nullable LockOutcome outcome;
    private @Nullable MemoryException failure;

    LockWait(LockRequest request, long ticket) {
        this.request = request;
        this.ticket = ticket;
    }

    LockRequest request() {
        return request;
    }

    /** Larger for a wait that began later. */
    long ticket() {
        return ticket;
    }

    /** Whether a request that came later has to queue behind this one. */
    boolean blocks(LockRequest later) {
        return request.key().equals(later.key())
                && !request.owner().equals(later.owner())
                && request.mode().excludes(later.mode());
    }

    void finish(LockOutcome result) {
        outcome = result;
    }

    void fail(MemoryException reason) {
        failure = reason;
    }

    /** The outcome once there is one. */
    @Nullable
    LockOutcome outcome() {
        if (failure != null) {
            throw failure;
        }
        return outcome;
    }
}
