package io.claudeflow.swarm.memory.analytics;

import java.time.Instant;

/**
 * The file and its work at one moment, all swarms together.
 *
 * @param revision the newest revision
 * @param entries rows, expired ones included
 * @param freeBytes pages inside the file that hold nothing
 * @param cacheHits since the sample before, like all that follow
 * @param readNanos time of reads, all together
 */
public record GrowthSample(
        Instant at,
        long revision,
        long entries,
        long valueBytes,
        long storedBytes,
        long databaseBytes,
        long logBytes,
        long freeBytes,
        long diskFreeBytes,
        long cacheHits,
        long cacheMisses,
        long reads,
        long readNanos,
        long writes,
        long writeNanos) {}
