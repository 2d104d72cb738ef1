package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.search.Embedding;
import io.claudeflow.swarm.memory.search.RankFusion.Ranked;
import io.claudeflow.swarm.memory.search.SearchFilter;
import io.claudeflow.swarm.memory.search.VectorMetric;
import io.claudeflow.swarm.memory.sqlite.EmbeddingRows.RowVersion;
import io.claudeflow.swarm.memory.sqlite.VectorSpace.Bounds;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries nearest to an embedding, exactly. Every embedding has an upper bound of its similarity; entries are read
 * and compared in the order of the bounds, until the next bound is below the worst of those that will be shown (the
 * multi-step search of Seidl and Kriegel, which reads no more than it must). When a pattern or tags leave too few of
 * them, the entries they select are found first and only those compete.
 */
final class VectorRanking {
    private static final int SPARE = 32;
    private static final int SPARE_WHEN_NARROW = 4;
    private static final Comparator<Bounded> LOWEST_FIRST = Comparator.comparingDouble(Bounded::upper)
            .thenComparing(Comparator.comparingLong(
                            (Bounded candidate) -> candidate.version().id())
                    .reversed());

    private final Database database;
    private final VectorCache vectors;

    VectorRanking(Database database, VectorCache vectors) {
        this.database = database;
        this.vectors = vectors;
    }

    /** An embedding that has to be compared when nothing better is found above its bound. */
    record Bounded(RowVersion version, float upper) {}

    /** The nearest {@code depth} entries that are live at {@code now} and that the filter selects. */
    List<Ranked<EntryKey>> best(Embedding embedding, VectorMetric metric, SearchFilter filter, int depth, String now) {
        var bounds = vectors.bounds(filter, embedding, metric);
        var nearest = new Nearest(database, embedding, metric, filter, depth, now);
        int take = depth + SPARE;
        if (filter.isNarrow()) {
            take *= SPARE_WHEN_NARROW;
        }
        Set<Long> allowed = null;
        Bounded last = null;
        while (true) {
            var next = next(bounds, last, take, allowed);
            if (nearest.compare(next) || next.size() < take) {
                vectors.forget(nearest.gone());
                return nearest.ranked();
            }
            if (filter.isNarrow() && allowed == null && !nearest.enough()) {
                allowed = Candidates.ids(database, filter, now);
                take = depth + SPARE;
            } else {
                take = Math.multiplyExact(take, 4);
            }
            last = next.getLast();
        }
    }

    /** The candidates with the highest bounds after the one that was compared last, in order. */
    private static List<Bounded> next(
            List<Bounds> parts, @Nullable Bounded last, int take, @Nullable Set<Long> allowed) {
        var best = new PriorityQueue<>(LOWEST_FIRST);
        for (var bounds : parts) {
            for (int i = 0; i < bounds.size(); i++) {
                float upper = bounds.upper()[i];
                long id = bounds.ids()[i];
                boolean better = best.size() < take || upper >= best.element().upper();
                if (better
                        && id != VectorSpace.DEAD
                        && (last == null || isAfter(last, upper, id))
                        && (allowed == null || allowed.contains(id))) {
                    best.add(new Bounded(bounds.row(i), upper));
                    if (best.size() > take) {
                        best.remove();
                    }
                }
            }
        }
        return best.stream().sorted(LOWEST_FIRST.reversed()).toList();
    }

    private static boolean isAfter(Bounded last, float upper, long id) {
        return upper < last.upper()
                || (upper == last.upper() && id > last.version().id());
    }
}
