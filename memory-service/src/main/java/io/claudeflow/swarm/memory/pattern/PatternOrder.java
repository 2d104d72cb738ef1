package io.claudeflow.swarm.memory.pattern;

import java.util.Comparator;

/** What patterns are ranked by, the best first; ties are broken by id. */
public enum PatternOrder {
    /** Seed 002: the author's confidence. */
    CONFIDENCE,
    /** {@link Pattern#score()}. */
    SCORE,
    /** {@link Pattern#strategyRank()}. */
    STRATEGY;

    /** What a pattern of these figures is ranked by. */
    public double value(double confidence, double successRate, long usageCount) {
        return switch (this) {
            case CONFIDENCE -> confidence;
            case SCORE -> Pattern.score(confidence, successRate, usageCount);
            case STRATEGY -> successRate * confidence;
        };
    }

    public Comparator<Pattern> comparator() {
        return Comparator.comparing(pattern -> PatternRank.of(this, pattern), PatternRank.BEST_FIRST);
    }
}
