package io.claudeflow.swarm.memory.health;

/** How well a store is, the best first. */
public enum HealthStatus {
    HEALTHY,
    WARNING,
    CRITICAL
}
