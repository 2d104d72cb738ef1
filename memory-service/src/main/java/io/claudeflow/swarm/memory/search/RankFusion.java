package io.claudeflow.swarm.memory.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reciprocal rank fusion: a hit scores the sum of {@code 1 / (60 + rank)} over the rankings that have it. Ranks are
 * fused because BM25 and cosine have no common scale. Source: Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion
 * outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009, where 60 comes from.
 */
public final class RankFusion {
    public static final int K = 60;

    private RankFusion() {}

    /** An item of one ranking with the score it has there. */
    public record Ranked<T>(T item, double score) {}

    /** An item of the fused ranking. */
    public record Fused<T>(T item, double score, Explanation explanation) {}

    /**
     * Fuses two rankings, the best first.
     *
     * @param tieBreak orders items of the same score
     */
    public static <T> List<Fused<T>> fuse(
            List<Ranked<T>> text, List<Ranked<T>> vector, Comparator<? super T> tieBreak) {
        var explanations = new LinkedHashMap<T, Explanation>();
        for (int i = 0; i < text.size(); i++) {
            explanations.put(
                    text.get(i).item(), new Explanation(side(i, text.get(i).score()), null));
        }
        for (int i = 0; i < vector.size(); i++) {
            var side = side(i, vector.get(i).score());
            explanations.merge(
                    vector.get(i).item(),
                    new Explanation(null, side),
                    (known, added) -> new Explanation(known.text(), side));
        }
        var fused = new ArrayList<Fused<T>>(explanations.size());
        explanations.forEach((item, why) ->
                fused.add(new Fused<>(item, contribution(why.text()) + contribution(why.vector()), why)));
        fused.sort(Comparator.<Fused<T>>comparingDouble(Fused::score).reversed().thenComparing(Fused::item, tieBreak));
        return fused;
    }

    /** One ranking alone: its own scores, explained in the same way. */
    public static <T> List<Fused<T>> ofText(List<Ranked<T>> text) {
        return alone(text, true);
    }

    /** As {@link #ofText}, of the other side. */
    public static <T> List<Fused<T>> ofVector(List<Ranked<T>> vector) {
        return alone(vector, false);
    }

    private static <T> List<Fused<T>> alone(List<Ranked<T>> ranking, boolean text) {
        var fused = new ArrayList<Fused<T>>(ranking.size());
        for (int i = 0; i < ranking.size(); i++) {
            var ranked = ranking.get(i);
            var side = side(i, ranked.score());
            fused.add(new Fused<>(
                    ranked.item(), ranked.score(), text ? new Explanation(side, null) : new Explanation(null, side)));
        }
        return fused;
    }

    private static Explanation.Side side(int index, double score) {
        return new Explanation.Side(index + 1, score, 1.0 / (K + index + 1));
    }

    private static double contribution(Explanation.@Nullable Side side) {
        return side == null ? 0 : side.contribution();
    }
}
