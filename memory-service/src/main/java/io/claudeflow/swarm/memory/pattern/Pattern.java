package io.claudeflow.swarm.memory.pattern;

import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A learned pattern.
 *
 * @param usageCount how often its use was reported
 * @param successRate the moving average of those reports, 0 to 1; 0 before the first
 * @param lastUsed the last report, or null
 * @param version 1 when stored first, one more when its author stores it again; reports do not count
 */
public record Pattern(
        PatternSpec spec,
        long usageCount,
        double successRate,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant lastUsed,
        long version,
        Revision revision) {
    /** The weight of the newest report in the moving average. */
    public static final double ALPHA = 0.1;

    public static Pattern created(PatternSpec spec, Instant now, Revision revision) {
        return new Pattern(spec, 0, 0, now, now, null, 1, revision);
    }

    public String id() {
        return spec.id();
    }

    /** The pattern with what its author says now; what was learned from its use stays. */
    public Pattern redefined(PatternSpec newSpec, Instant now, Revision newRevision) {
        return new Pattern(newSpec, usageCount, successRate, createdAt, now, lastUsed, version + 1, newRevision);
    }

    /**
     * The pattern after a report: {@code rate' = 0.9 · rate + 0.1 · (success ? 1 : 0)}, beginning at 0, as
     * SwarmMemory's {@code updatePatternMetrics} does.
     */
    public Pattern used(boolean success, Instant now, Revision newRevision) {
        double rate = (1 - ALPHA) * successRate + (success ? ALPHA : 0);
        return new Pattern(spec, usageCount + 1, rate, createdAt, updatedAt, now, version, newRevision);
    }

    /** SwarmMemory's {@code findBestPatterns}: {@code 0.7 · successRate + 0.2 · confidence + 0.1 if ever used}. */
    public double score() {
        return score(spec.confidence(), successRate, usageCount);
    }

    static double score(double confidence, double successRate, long usageCount) {
        return 0.7 * successRate + 0.2 * confidence + (usageCount > 0 ? 0.1 : 0);
    }

    /** SwarmMemoryManager's rank of strategies: {@code successRate · confidence}. */
    public double strategyRank() {
        return successRate * spec.confidence();
    }
}
