package io.claudeflow.swarm.memory.maintenance;

import io.claudeflow.swarm.memory.analytics.SlowOperation;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.health.HealthAlert;
import java.time.Duration;

/**
 * What the engine tells about its work, for metrics. Calls come from the engine's own threads, several at a time; they
 * must return at once, and what they throw is logged and forgotten. What is stored and deleted is told by
 * {@link io.claudeflow.swarm.memory.revision.CommitListener}.
 */
public interface EngineListener {
    /** Hears nothing. */
    EngineListener NONE = new EngineListener() {};

    /** A garbage collection, scheduled or asked for, has ended. */
    default void gcFinished(Maintenance.GcReport report) {}

    /** A group of writes was committed (or refused) and its callers go on. */
    default void groupCommitted(int writes, Duration duration) {}

    /**
     * The write-ahead log was copied into the database file.
     *
     * @param walBytes size of the log's file afterwards; it keeps its size when the log starts again inside
     */
    default void checkpointFinished(Duration duration, long walBytes) {}

    /** An operation on entries took at least {@code SLOW_OPERATION_THRESHOLD}; told a few seconds later. */
    default void slowOperation(SlowOperation operation) {}

    /** A figure of the store's health crossed a threshold. */
    default void healthChanged(HealthAlert alert) {}

    /**
     * Something failed in the store itself: damage, a full disk, a defect. What callers do wrong is not told.
     *
     * @param work such as {@code store} or {@code garbage collection}
     */
    default void failed(String work, MemoryException failure) {}

    /** Everything that one hears, another hears as well, in this order. */
    default EngineListener and(EngineListener next) {
        return new BothListeners(this, next);
    }
}
