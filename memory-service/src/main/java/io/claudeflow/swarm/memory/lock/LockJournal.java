package io.claudeflow.swarm.memory.lock;

import io.claudeflow.swarm.memory.revision.Revision;
import java.util.List;
import java.util.Map;

/**
 * Where locks are written down. Each method returns when its change is durable; one that fails has changed nothing. The
 * rows are what {@code If-Fence} is checked against in the transaction of a write.
 */
public interface LockJournal {
    /** Why a lock ended. */
    enum End {
        RELEASED,
        EXPIRED
    }

    /**
     * Writes a grant, replacing the owner's row for the key if there is one.
     *
     * @param lock its fence is not known yet and to be ignored
     * @return the revision of the write, which becomes the fence
     */
    Revision granted(String swarm, Lock lock);

    /** Writes a lock whose holds or expiry changed. */
    void changed(String swarm, Lock lock);

    /** Removes the lock with this fence; a newer lock of the same owner stays. */
    void ended(String swarm, Lock lock, End reason);

    /** Every lock written down, by swarm; read once at the start. */
    Map<String, List<Lock>> load();
}
