package io.claudeflow.swarm.memory.stats;

import io.claudeflow.swarm.memory.entry.EntryStatistics;
import io.claudeflow.swarm.memory.maintenance.Maintenance.DatabaseStatistics;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /v1/stats} and {@code AdminService.GetStats} answer. Reading it counts as no access.
 *
 * @param agents registered agents
 * @param tasks tasks of every status
 * @param patterns learnt patterns
 * @param lastGc null before the first garbage collection
 * @param version of the program
 */
public record ServiceStatistics(
        String swarm,
        Duration uptime,
        EntryStatistics entries,
        long agents,
        long tasks,
        long patterns,
        Cache cache,
        DatabaseStatistics database,
        Writer writer,
        @Nullable LastGc lastGc,
        String version) {

    /**
     * Figures of the cache of entries since the start.
     *
     * @param entries entries held now
     * @param bytes their values
     */
    public record Cache(long hits, long misses, long evictions, long entries, long bytes) {
        /** Hits per counted read, 0 to 1, or null before the first read. */
        public @Nullable Double hitRate() {
            return hits + misses == 0 ? null : (double) hits / (hits + misses);
        }
    }

    /**
     * The queue in front of the writer.
     *
     * @param queued operations waiting
     * @param capacity operations that may wait before new ones are refused
     */
    public record Writer(int queued, int capacity) {}

    /** The most recent garbage collection. */
    public record LastGc(Instant at, long deleted, Duration duration) {}

    /** Where an edge gets the figures from. */
    @FunctionalInterface
    public interface Source {
        ServiceStatistics of(String swarm);
    }
}
