package io.claudeflow.swarm.operator.memoryclient;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What the operator reads from {@code GET /v1/stats} of a memory service; everything else there is ignored.
 *
 * @param entries live entries
 * @param version version of the program that answered
 * @param epoch of the history
 * @param revision the newest in that history
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoreFigures(
        long entries,
        long agents,
        long tasks,
        long patterns,
        Cache cache,
        Database database,
        @Nullable String version,
        @Nullable Long epoch,
        @Nullable Long revision) {

    /** Figures that say nothing about the history they are of. */
    public StoreFigures(
            long entries,
            long agents,
            long tasks,
            long patterns,
            Cache cache,
            Database database,
            @Nullable String version) {
        this(entries, agents, tasks, patterns, cache, database, version, null, null);
    }

    /**
     * The entry cache.
     *
     * @param hitRate share of reads answered from the cache, 0 to 1; null before the first read
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Cache(@Nullable Double hitRate) {}

    /**
     * The database file.
     *
     * @param sizeBytes size of the main file, without its write-ahead log
     * @param walBytes size of that log
     * @param diskFreeBytes space left on its volume
     * @param diskTotalBytes size of its volume; 0 when the service does not say
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Database(long sizeBytes, long walBytes, long diskFreeBytes, long diskTotalBytes) {}
}
