package io.claudeflow.swarm.memory.pattern;

import java.util.Comparator;

/**
 * A pattern's place in a listing.
 *
 * @param value what {@link PatternOrder} makes of it
 */
public record PatternRank(double value, String id) {
    /** The highest value first, on a tie by id. */
    public static final Comparator<PatternRank> BEST_FIRST =
            Comparator.comparingDouble(PatternRank::value).reversed().thenComparing(PatternRank::id);

    public static PatternRank of(PatternOrder order, Pattern pattern) {
        double value = order.value(pattern.spec().confidence(), pattern.successRate(), pattern.usageCount());
        return new PatternRank(value, pattern.id());
    }
}
