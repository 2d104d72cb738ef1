package io.claudeflow.swarm.memory.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of a store; null is "nothing to measure yet".
 *
 * @param diskTotalBytes size of the volume
 * @param diskFreeBytes space left on it
 * @param fullestQuota the fullest quota of an agent or session of the swarm, or null when none is used
 * @param cacheHits counted reads answered from the cache, in the recent window
 * @param cacheMisses counted reads that were not
 * @param cacheEnabled whether there is a cache
 * @param reads counted operations that read, in the recent window
 * @param readNanos time they took
 * @param staleEntries live entries of the swarm neither read nor written for {@link HealthThresholds#staleAfter}
 * @param comparedEntries live entries they are among
 * @param expiredEntries expired entries that are not collected
 * @param logBytes size of the write-ahead log
 * @param databaseBytes size of the file
 * @param freeBytes pages in it that hold nothing
 * @param sinceGc time since the last garbage collection, or since the start
 * @param gcInterval how often one is due, or null when it is switched off
 * @param lastCheck the outcome of the last integrity check, or null when there was none
 */
public record HealthFigures(
        long diskTotalBytes,
        long diskFreeBytes,
        @Nullable QuotaUse fullestQuota,
        boolean cacheEnabled,
        long cacheHits,
        long cacheMisses,
        long reads,
        long readNanos,
        long staleEntries,
        long comparedEntries,
        long expiredEntries,
        long databaseBytes,
        long freeBytes,
        long logBytes,
        int queuedWrites,
        int queueCapacity,
        Duration sinceGc,
        @Nullable Duration gcInterval,
        @Nullable LastCheck lastCheck) {

    /**
     * How full a quota is.
     *
     * @param owner such as {@code agent a1}
     */
    public record QuotaUse(String owner, long usedBytes, long limitBytes) {}

    /** The outcome of an integrity check. */
    public record LastCheck(boolean ok, Duration age) {}
}
