package io.claudeflow.swarm.memory.maintenance;

import java.util.List;

/** Deletes entries whose time is up, as their policies say or on request. Thread-safe; one cleanup at a time. */
public interface Retention {
    /** Deletes what the request names, a few entries with each write, so that other writes fit in between. */
    CleanupReport cleanUp(CleanupRequest request);

    /** The figures of every policy in force, the most specific first; last what holds where none matches. */
    List<PolicyStatistics> statistics();
}
