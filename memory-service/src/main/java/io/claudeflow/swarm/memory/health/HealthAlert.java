package io.claudeflow.swarm.memory.health;

import io.claudeflow.swarm.memory.health.HealthCheck.Subject;
import java.time.Instant;

/** A check that became worse or better. */
public record HealthAlert(Instant at, Subject subject, HealthStatus before, HealthStatus now, String message) {}
