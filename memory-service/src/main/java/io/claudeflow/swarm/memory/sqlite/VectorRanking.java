package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.search.Embedding;
import io.claudeflow.swarm.memory.search.RankFusion.Ranked;
import io.claudeflow.swarm.memory.search.SearchFilter;
import io.claudeflow.swarm.memory.search.VectorMetric;
import io.claudeflow.swarm.memory.sqlite.EmbeddingRows.RowVersion;
import io.claudeflow.swarm.memory.sqlite.VectorSpace.Scores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries nearest to an embedding, exactly: every embedding is compared. The best are looked at until enough may be
 * shown; when a pattern or tags leave too few of them, the entries they select are found first and only those compete.
 */
final class VectorRanking {
    private static final int SPARE = 32;
    private static final int SPARE_WHEN_NARROW = 4;
    private static final Comparator<Scored> WORST_FIRST = Comparator.comparingDouble(Scored::score)
            .thenComparing(Comparator.comparingLong(
                            (Scored candidate) -> candidate.version().id())
                    .reversed());

    private final Database database;
    private final VectorCache vectors;

    VectorRanking(Database database, VectorCache vectors) {
        this.database = database;
        this.vectors = vectors;
    }

    private record Scored(RowVersion version, float score) {}

    /** The nearest {@code depth} entries that are live at {@code now} and that the filter selects. */
    List<Ranked<EntryKey>> best(Embedding embedding, VectorMetric metric, SearchFilter filter, int depth, String now) {
        var scores = vectors.scores(filter, embedding, metric);
        int take = depth + SPARE;
        Set<Long> allowed = null;
        if (filter.isNarrow()) {
            take *= SPARE_WHEN_NARROW;
        }
        while (true) {
            var top = top(scores, take, allowed);
            var found = shown(top, filter, depth, now);
            if (found.size() >= depth || top.size() < take) {
                return found;
            }
            if (filter.isNarrow() && allowed == null) {
                allowed = Candidates.ids(database, filter, now);
                take = depth + SPARE;
            } else {
                take = Math.multiplyExact(take, 4);
            }
        }
    }

    /** The best candidates in order. */
    private static List<Scored> top(List<Scores> parts, int take, @Nullable Set<Long> allowed) {
        var best = new PriorityQueue<>(WORST_FIRST);
        for (var scores : parts) {
            for (int i = 0; i < scores.size(); i++) {
                float score = scores.values()[i];
                long id = scores.ids()[i];
                boolean better = best.size() < take || score > best.element().score();
                if (better && id != VectorSpace.DEAD && (allowed == null || allowed.contains(id))) {
                    best.add(new Scored(scores.row(i), score));
                    if (best.size() > take) {
                        best.remove();
                    }
                }
            }
        }
        return best.stream().sorted(WORST_FIRST.reversed()).toList();
    }

    private List<Ranked<EntryKey>> shown(List<Scored> candidates, SearchFilter filter, int depth, String now) {
        var gone = new ArrayList<RowVersion>();
        var shown = database.read(session -> {
            var found = new ArrayList<Ranked<EntryKey>>();
            for (var candidate : candidates) {
                if (found.size() >= depth && candidate.score() < found.getLast().score()) {
                    break;
                }
                var entry = Candidates.ofEmbedding(session, candidate.version(), filter, now);
                if (entry == null) {
                    gone.add(candidate.version());
                } else if (entry.shown()) {
                    found.add(new Ranked<>(entry.key(), candidate.score()));
                }
            }
            return found;
        });
        vectors.forget(gone);
        shown.sort(Candidates.BEST_FIRST);
        return List.copyOf(shown.subList(0, Math.min(depth, shown.size())));
    }
}
