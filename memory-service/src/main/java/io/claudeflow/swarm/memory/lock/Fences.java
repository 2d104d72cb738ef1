package io.claudeflow.swarm.memory.lock;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps those away whose lock has ended: a holder that was suspended past its lease, and was overtaken, shows a token
 * that no live lock has. The rows of the locks decide, within the transaction of the write. Thread-safe.
 */
public interface Fences {
    /**
     * Refuses with {@code PRECONDITION_FAILED}, naming key, token and present holder, unless a live write or exclusive
     * lock has this token. Joins the transaction that runs, so that nothing can come between the check and a write.
     */
    void check(String swarm, Fence fence);

    /**
     * Runs the work on the calling thread. The check is made in the transaction of each write that it makes there, and
     * writes to the key of an exclusive lock with this token are let through.
     */
    <T extends @Nullable Object> T guarded(String swarm, Fence fence, Supplier<T> work);

    /**
     * Refuses with {@code PRECONDITION_FAILED} a write to a key that somebody holds exclusively, unless it runs guarded
     * by that lock's token. The key of an entry's lock is {@code namespace/key}. Joins the transaction that runs.
     */
    void checkWrite(String swarm, String key);
}
