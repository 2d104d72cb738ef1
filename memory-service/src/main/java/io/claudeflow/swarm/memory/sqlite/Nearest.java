package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.search.Embedding;
import io.claudeflow.swarm.memory.search.RankFusion.Ranked;
import io.claudeflow.swarm.memory.search.SearchFilter;
import io.claudeflow.swarm.memory.search.VectorMetric;
import io.claudeflow.swarm.memory.sqlite.EmbeddingRows.RowVersion;
import io.claudeflow.swarm.memory.sqlite.VectorRanking.Bounded;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** The nearest of the entries that were compared so far. Not thread-safe. */
final class Nearest {
    private static final int COMPARED_PER_READ = 256;

    private final Database database;
    private final Embedding embedding;
    private final VectorMetric metric;
    private final SearchFilter filter;
    private final int depth;
    private final String now;
    private final List<Ranked<EntryKey>> found = new ArrayList<>();
    private final List<RowVersion> gone = new ArrayList<>();

    /** The similarities of the best, the worst of them first. */
    private final PriorityQueue<Double> best = new PriorityQueue<>();

    Nearest(Database database, Embedding embedding, VectorMetric metric, SearchFilter filter, int depth, String now) {
        this.database = database;
        this.embedding = embedding;
        this.metric = metric;
        this.filter = filter;
        this.depth = depth;
        this.now = now;
    }

    /** Compares candidates, the highest bounds first; returns whether none after them can be among the best. */
    boolean compare(List<Bounded> candidates) {
        for (int i = 0; i < candidates.size(); i += COMPARED_PER_READ) {
            var some = candidates.subList(i, Math.min(i + COMPARED_PER_READ, candidates.size()));
            if (database.<Boolean>read(session -> compare(session, some))) {
                return true;
            }
        }
        return false;
    }

    private boolean compare(SqliteSession session, List<Bounded> candidates) throws SQLException {
        for (var candidate : candidates) {
            if (enough() && candidate.upper() < best.element()) {
                return true;
            }
            var entry = Candidates.ofEmbedding(session, candidate.version(), filter, now);
            if (entry == null) {
                gone.add(candidate.version());
            } else if (entry.embedding() != null) {
                add(entry.key(), (float) metric.of(embedding, entry.embedding()));
            }
        }
        return false;
    }

    private void add(EntryKey key, double similarity) {
        if (best.size() < depth) {
            best.add(similarity);
        } else if (similarity < best.element()) {
            return;
        } else {
            best.add(similarity);
            best.remove();
        }
        found.add(new Ranked<>(key, similarity));
    }

    /** Whether as many as were wanted are found, if not yet the best of all. */
    boolean enough() {
        return best.size() == depth;
    }

    /** Candidates that describe nothing any more. */
    List<RowVersion> gone() {
        return List.copyOf(gone);
    }

    /** The best in order, at most as many as were wanted. */
    List<Ranked<EntryKey>> ranked() {
        return found.stream().sorted(Candidates.BEST_FIRST).limit(depth).toList();
    }
}
