package io.claudeflow.swarm.memory.maintenance;

/**
 * Figures about the cache since the start; all 0 when it is switched off.
 *
 * @param hits counted reads answered from the cache
 * @param misses counted reads that went to the database
 * @param evictions entries removed to make room
 * @param bytes what the cached entries take, an estimate
 */
public record CacheStatistics(
        long hits, long misses, long evictions, long entries, long bytes, long maxEntries, long maxBytes) {
    /** The figures of a cache that is switched off. */
    public static final CacheStatistics OFF = new CacheStatistics(0, 0, 0, 0, 0, 0, 0);
}
