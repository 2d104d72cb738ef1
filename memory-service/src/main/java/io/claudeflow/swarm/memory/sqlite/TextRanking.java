package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.search.RankFusion.Ranked;
import io.claudeflow.swarm.memory.search.SearchFilter;
import io.claudeflow.swarm.memory.search.TextQuery;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries that words find, by BM25. SQLite ranks all matches; they are looked at from the best on until enough may
 * be shown, so that a filter never costs a hit.
 */
final class TextRanking {
    /** Entries that a pattern or tags rule out, before those they select are found first. */
    private static final int MAX_IN_VAIN = 500;

    private static final String RANKED = "SELECT rowid, rank FROM entry_text WHERE entry_text MATCH ? ORDER BY rank";
    private static final String OTHER_SWARMS = "SELECT (SELECT min(swarm) FROM search_documents) IS NOT ?1"
            + " OR (SELECT max(swarm) FROM search_documents) IS NOT ?1";
    private static final String OTHER_NAMESPACES =
            "SELECT (SELECT min(namespace) FROM search_documents WHERE swarm = ?1) IS NOT ?2"
                    + " OR (SELECT max(namespace) FROM search_documents WHERE swarm = ?1) IS NOT ?2";

    private final Database database;

    TextRanking(Database database) {
        this.database = database;
    }

    /** The best {@code depth} entries that are live at {@code now} and that the filter selects. */
    List<Ranked<EntryKey>> best(TextQuery query, SearchFilter filter, int depth, String now) {
        if (query.isEmpty()) {
            return List.of();
        }
        var found = ranked(query, filter, depth, now, null);
        if (found == null) {
            found = ranked(query, filter, depth, now, Candidates.ids(database, filter, now));
        }
        return found == null ? List.of() : found;
    }

    /**
     * The best entries.
     *
     * @param allowed the only ones that may be found, or null when that is not known; then null is returned when too
     *     many were looked at in vain
     */
    private @Nullable List<Ranked<EntryKey>> ranked(
            TextQuery query, SearchFilter filter, int depth, String now, @Nullable Set<Long> allowed) {
        return database.<@Nullable List<Ranked<EntryKey>>>read(session -> {
            var found = new ArrayList<Ranked<EntryKey>>();
            int inVain = 0;
            var ranked = session.prepare(RANKED);
            ranked.setString(1, expression(session, query, filter));
            try (var row = ranked.executeQuery()) {
                while (row.next()) {
                    long id = row.getLong(1);
                    double score = -row.getDouble(2);
                    if (found.size() >= depth && score < found.getLast().score()) {
                        break;
                    }
                    if (allowed != null && !allowed.contains(id)) {
                        continue;
                    }
                    var candidate = Candidates.ofDocument(session, id, filter, now);
                    if (candidate != null && candidate.shown()) {
                        found.add(new Ranked<>(candidate.key(), score));
                    } else if (++inVain > MAX_IN_VAIN && filter.isNarrow() && allowed == null) {
                        return null;
                    }
                }
            }
            found.sort(Candidates.BEST_FIRST);
            return List.copyOf(found.subList(0, Math.min(depth, found.size())));
        });
    }

    private static String expression(SqliteSession session, TextQuery query, SearchFilter filter) throws SQLException {
        var namespace = filter.namespace();
        boolean bySwarm = isTrue(session, OTHER_SWARMS, filter.swarm());
        boolean byNamespace =
                namespace != null && (bySwarm || isTrue(session, OTHER_NAMESPACES, filter.swarm(), namespace));
        return MatchExpression.of(query, filter, bySwarm, byNamespace);
    }

    private static boolean isTrue(SqliteSession session, String sql, String... parameters) throws SQLException {
        var select = session.prepare(sql);
        for (int i = 0; i < parameters.length; i++) {
            select.setString(i + 1, parameters[i]);
        }
        try (var row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }
}
