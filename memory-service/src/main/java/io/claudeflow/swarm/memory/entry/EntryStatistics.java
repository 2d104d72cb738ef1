package io.claudeflow.swarm.memory.entry;

/**
 * Figures over the live entries of a swarm.
 *
 * @param compressionRatio average of original size / stored size over compressed entries; 1 when there are none
 */
public record EntryStatistics(
        long entries,
        long namespaces,
        long valueBytes,
        long storedBytes,
        long compressedEntries,
        double compressionRatio) {}
