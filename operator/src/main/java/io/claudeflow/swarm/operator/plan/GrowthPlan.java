package io.claudeflow.swarm.operator.plan;

/**
 * How the data claim grows by itself.
 *
 * @param threshold used share of the volume in percent at which it grows
 * @param step what is added at a time, canonical
 * @param maximum size it never exceeds by itself, canonical
 */
public record GrowthPlan(int threshold, String step, String maximum) {}
