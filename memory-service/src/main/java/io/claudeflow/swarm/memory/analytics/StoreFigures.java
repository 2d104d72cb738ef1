package io.claudeflow.swarm.memory.analytics;

/**
 * Figures of a store at one moment, all swarms together.
 *
 * @param cacheHits since the start, like {@code cacheMisses}
 */
public record StoreFigures(
        long revision,
        long entries,
        long valueBytes,
        long storedBytes,
        long databaseBytes,
        long logBytes,
        long freeBytes,
        long diskFreeBytes,
        long cacheHits,
        long cacheMisses) {}
