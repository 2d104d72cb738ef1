package io.claudeflow.swarm.memory.maintenance;

/** How many agents, tasks and learned patterns a swarm has. */
public record AggregateCounts(long agents, long tasks, long patterns) {}
