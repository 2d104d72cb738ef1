package io.claudeflow.swarm.memory.learning;

import io.claudeflow.swarm.memory.document.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among patterns. Those that describe what works and that the context does not contradict are ranked by
 * {@link LearnedPattern#rank}; on a tie the one with more conditions, which says more, comes first, then the id.
 */
public final class StrategyAdvisor {
    /** Alternatives named beside the recommendation. */
    public static final int MAX_ALTERNATIVES = 2;

    private StrategyAdvisor() {}

    /**
     * The best strategy for a context, or empty when no pattern fits.
     *
     * @param type the kind of work, or null for any
     */
    public static Optional<Recommendation> recommend(
            List<LearnedPattern> patterns, @Nullable String type, Map<String, Document> context) {
        var ranked = fitting(patterns, type, context, true).toList();
        if (ranked.isEmpty()) {
            return Optional.empty();
        }
        var best = ranked.getFirst();
        var alternatives = ranked.subList(1, Math.min(ranked.size(), 1 + MAX_ALTERNATIVES));
        var warnings = fitting(patterns, type, context, false).toList();
        return Optional.of(new Recommendation(
                best,
                best.successRate(),
                best.confidence(),
                best.match(context),
                alternatives,
                warnings,
                explain(best, context, alternatives, warnings)));
    }

    private static Stream<LearnedPattern> fitting(
            List<LearnedPattern> patterns, @Nullable String type, Map<String, Document> context, boolean effective) {
        Comparator<LearnedPattern> byRank = effective
                ? Comparator.comparingDouble((LearnedPattern pattern) -> pattern.rank(context))
                : Comparator.comparingDouble(pattern -> pattern.confidence() * pattern.match(context));
        return patterns.stream()
                .filter(pattern -> pattern.effective() == effective && pattern.match(context) > 0)
                .filter(pattern -> type == null || type.equals(pattern.type()))
                .sorted(byRank.reversed()
                        .thenComparingInt(pattern -> -pattern.conditions().size())
                        .thenComparing(LearnedPattern::id));
    }

    private static List<String> explain(
            LearnedPattern best,
            Map<String, Document> context,
            List<LearnedPattern> alternatives,
            List<LearnedPattern> warnings) {
        var sentences = new ArrayList<String>();
        sentences.add(String.format(
                Locale.ROOT,
                "%s succeeded in %.0f %% of %d similar outcomes (confidence %.2f).",
                best.description(),
                100 * best.successRate(),
                best.samples(),
                best.confidence()));
        sentences.add(String.format(
                Locale.ROOT,
                "The context meets %.0f %% of its %d conditions and contradicts none.",
                100 * best.match(context),
                best.conditions().size()));
        if (!best.agents().isEmpty()) {
            sentences.add("Usually done by " + String.join(", ", best.agents()) + ".");
        }
        for (var alternative : alternatives) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "Ranked %.3f against %.3f of the alternative %s.",
                    best.rank(context),
                    alternative.rank(context),
                    alternative.id()));
        }
        for (var warning : warnings) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "Beware: %s failed in %.0f %% of %d outcomes.",
                    warning.description(),
                    100 * (1 - warning.successRate()),
                    warning.samples()));
        }
        return sentences;
    }
}
