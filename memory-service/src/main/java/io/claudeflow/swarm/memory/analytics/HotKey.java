package io.claudeflow.swarm.memory.analytics;

import io.claudeflow.swarm.memory.entry.EntryKey;

/**
 * A key that was read often; the true number of reads lies between the two, both included.
 *
 * @param atLeast reads that are certain
 * @param atMost more than {@code atLeast} only when more keys were read than there are counters
 */
public record HotKey(EntryKey key, long atLeast, long atMost) {}
