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

    public Comparator<Pattern> comparator() {
        Comparator<Pattern> byValue = switch (this) {
            case CONFIDENCE ->
                Comparator.comparingDouble(pattern -> pattern.spec().confidence());
            case SCORE -> Comparator.comparingDouble(Pattern::score);
            case STRATEGY -> Comparator.comparingDouble(Pattern::strategyRank);
        };
        return byValue.reversed().thenComparing(Pattern::id);
    }
}
