package io.claudeflow.swarm.memory.learning;

import java.time.Instant;
import java.util.List;

/**
 * Something worth knowing.
 *
 * @param subject the kind of work it is about
 * @param evidence ids of patterns or outcomes
 * @param confidence 0 to 1
 * @param impact by how much it would help, 0 to 1
 * @param actions what to do about it
 */
public record Insight(
        Kind kind,
        String subject,
        String description,
        List<String> evidence,
        double confidence,
        double impact,
        List<String> actions,
        Instant discoveredAt) {

    /** What it is about. */
    public enum Kind {
        /** Something works. */
        STRATEGY,
        /** Something fails. */
        RISK,
        /** Something is done faster than usual. */
        OPTIMIZATION,
        /** Somebody is better at something than the others. */
        TEAM
    }

    public Insight {
        evidence = List.copyOf(evidence);
        actions = List.copyOf(actions);
    }
}
