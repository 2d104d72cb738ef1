package io.claudeflow.swarm.memory.health;

import java.util.List;

/** Where edges get reports from. Thread-safe. */
public interface HealthReports {
    /** Measures and judges; entries and quotas are those of the swarm, everything else is the file's. */
    HealthReport report(String swarm);

    /** What changed lately, the newest first. */
    List<HealthAlert> alerts();
}
