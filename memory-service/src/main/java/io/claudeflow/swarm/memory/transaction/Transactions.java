package io.claudeflow.swarm.memory.transaction;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes one operation of several. Inside, every store of the same engine reads and writes the running transaction: it
 * sees what the transaction has written so far, and all changes carry one revision. Thread-safe.
 */
public interface Transactions {
    /**
     * Runs the work in one transaction and returns when it is durable. When the work throws, nothing of it is kept and
     * the failure is the caller's. Within a running transaction it joins that one.
     *
     * @param bytes what the work holds in memory, roughly; the queue of writes is bounded by it
     * @param work runs on the thread that writes, so it must be short, must not wait, and must change nothing but the
     *     stores; it may run twice
     */
    <T extends @Nullable Object> T run(long bytes, Supplier<T> work);

    /** Whether the calling thread is inside {@link #run}. */
    boolean running();
}
