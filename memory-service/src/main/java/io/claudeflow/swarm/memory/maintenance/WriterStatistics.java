package io.claudeflow.swarm.memory.maintenance;

/**
 * Figures about the writer.
 *
 * @param queued writes that wait now
 * @param capacity writes that may wait
 * @param groups transactions since the start
 * @param writes operations in them
 */
public record WriterStatistics(int queued, int capacity, long groups, long writes) {}
