package io.claudeflow.swarm.memory.learning;

import io.claudeflow.swarm.memory.document.Document;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How alike two outcomes are, from 0 to 1; symmetric. */
final class Similarity {
    private static final double CONTEXT_WEIGHT = 0.8;
    private static final double AGENTS_WEIGHT = 0.2;

    private Similarity() {}

    /**
     * {@code 0.8 · context + 0.2 · agents}, and 0 for different types. The context's part is the average of
     * {@link #ofValues} over every name that either has; the agents' part is their Jaccard index. Nothing on both sides
     * is alike.
     */
    static double of(Outcome left, Outcome right) {
        if (!left.type().equals(right.type())) {
            return 0;
        }
        return CONTEXT_WEIGHT * ofContexts(left.context(), right.context())
                + AGENTS_WEIGHT * jaccard(left.agents(), right.agents());
    }

    private static double ofContexts(Map<String, Document> left, Map<String, Document> right) {
        var names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        return names.isEmpty()
                ? 1
                : names.stream()
                                .mapToDouble(name -> ofValues(left.get(name), right.get(name)))
                                .sum()
                        / names.size();
    }

    /** 1 for equal values; for numbers {@code 1 - |a - b| / max(|a|, |b|)}, at least 0; otherwise 0. */
    static double ofValues(@Nullable Document left, @Nullable Document right) {
        if (left == null || right == null) {
            return 0;
        }
        if (left.equals(right)) {
            return 1;
        }
        if (left instanceof Document.Num a && right instanceof Document.Num b) {
            double x = a.value().doubleValue();
            double y = b.value().doubleValue();
            double scale = Math.max(Math.abs(x), Math.abs(y));
            return scale == 0 || Double.isInfinite(scale) ? 0 : Math.max(0, 1 - Math.abs(x - y) / scale);
        }
        return 0;
    }

    /** Common elements by all elements; 1 when there are none. */
    static <T> double jaccard(Set<T> left, Set<T> right) {
        long common = left.stream().filter(right::contains).count();
        long all = left.size() + right.size() - common;
        return all == 0 ? 1 : (double) common / all;
    }
}
