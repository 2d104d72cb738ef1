package io.claudeflow.swarm.memory.entry;

/**
 * A namespace with live entries.
 *
 * @param entries live entries
 * @param valueBytes sum of their values before compression
 * @param storedBytes sum of their values as stored
 */
public record NamespaceSummary(String namespace, long entries, long valueBytes, long storedBytes) {}
