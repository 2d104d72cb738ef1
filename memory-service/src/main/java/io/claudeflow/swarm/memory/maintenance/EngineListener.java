package io.claudeflow.swarm.memory.maintenance;

import java.time.Duration;

/**
 * What the engine tells about its work, for metrics. Calls come from the engine's own threads, several at a time; they
 * must return at once, and what they throw is logged and forgotten.
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
}
