package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOrder;
import io.claudeflow.swarm.memory.entry.EntryOrder.Place;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.search.Embedding;
import io.claudeflow.swarm.memory.search.RankFusion.Ranked;
import io.claudeflow.swarm.memory.search.SearchFilter;
import io.claudeflow.swarm.memory.sqlite.EmbeddingRows.RowVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entries behind the rows of the indexes: only what a search may show comes through. */
final class Candidates {
    /** Ties are broken by namespace and key. */
    static final Comparator<EntryKey> ORDER = Comparator.comparing(EntryKey::namespace, EntryOrder::compareNames)
            .thenComparing(EntryKey::key, EntryOrder::compareNames);

    /** The best first. */
    static final Comparator<Ranked<EntryKey>> BEST_FIRST = Comparator.<Ranked<EntryKey>>comparingDouble(Ranked::score)
            .reversed()
            .thenComparing(Ranked::item, ORDER);

    private static final int KEYS_PER_READ = 2000;
    private static final String COLUMNS = "SELECT m.namespace, m.key, m.tags, m.expires_at";
    private static final String OF_DOCUMENT = COLUMNS
            + " FROM search_documents d JOIN memory_store m ON m.id = d.id AND m.swarm = d.swarm"
            + " AND m.namespace = d.namespace AND m.key = d.key WHERE d.id = ? AND d.swarm = ?";
    private static final String OF_EMBEDDING =
            COLUMNS + ", e.embedding FROM memory_store m JOIN entry_embeddings e ON e.entry_id = m.id"
                    + " AND e.epoch = m.epoch AND e.revision = m.revision"
                    + " WHERE m.id = ? AND m.epoch = ? AND m.revision = ? AND m.swarm = ?";
    private static final String ID_OF_KEY =
            "SELECT m.id FROM memory_store m" + EntryRows.BY_KEY + " AND " + EntryRows.LIVE;

    private Candidates() {}

    /**
     * The entry behind a row of an index.
     *
     * @param shown whether the search may show it: it is live and the filter selects it
     */
    record Candidate(EntryKey key, boolean shown) {}

    /**
     * The entry that an embedding describes.
     *
     * @param embedding null when the search may not show the entry, or the embedding is damaged
     */
    record Described(EntryKey key, @Nullable Embedding embedding) {}

    /** The entry of a document; null when it is gone. */
    static @Nullable Candidate ofDocument(SqliteSession session, long id, SearchFilter filter, String now)
            throws SQLException {
        var select = session.prepare(OF_DOCUMENT);
        select.setLong(1, id);
        select.setString(2, filter.swarm());
        try (var row = select.executeQuery()) {
            return row.next() ? candidate(row, filter, now) : null;
        }
    }

    /** The entry that is still in the state that an embedding describes; null when there is none. */
    static @Nullable Described ofEmbedding(SqliteSession session, RowVersion version, SearchFilter filter, String now)
            throws SQLException {
        var select = session.prepare(OF_EMBEDDING);
        select.setLong(1, version.id());
        select.setLong(2, version.epoch());
        select.setLong(3, version.revision());
        select.setString(4, filter.swarm());
        try (var row = select.executeQuery()) {
            var entry = row.next() ? candidate(row, filter, now) : null;
            if (entry == null) {
                return null;
            }
            return new Described(entry.key(), entry.shown() ? EmbeddingRows.embedding(row.getBytes(5)) : null);
        }
    }

    private static @Nullable Candidate candidate(ResultSet row, SearchFilter filter, String now) throws SQLException {
        var key = EntryRows.key(filter.swarm(), row.getString(1), row.getString(2));
        if (key == null) {
            return null;
        }
        var expiresAt = row.getString(4);
        boolean live = expiresAt == null || expiresAt.compareTo(now) > 0;
        boolean tagged = filter.tags().isEmpty() || isTagged(filter, row.getString(3));
        return new Candidate(key, live && tagged && filter.selects(key));
    }

    /** An entry whose tags are damaged has none. */
    private static boolean isTagged(SearchFilter filter, @Nullable String tags) {
        return filter.isTagged(Objects.requireNonNullElse(TagColumn.parseOrNull(tags), Tags.NONE));
    }

    /** The ids of all live entries that a pattern and tags select, read from an index in short reads. */
    static Set<Long> ids(Database database, SearchFilter filter, String now) {
        var query = EntryQuery.all(filter.swarm(), filter.namespace()).tagged(filter.tags(), filter.tagMode());
        var pattern = filter.pattern();
        var narrowed = pattern == null ? query : query.matching(pattern);
        var ids = new HashSet<Long>();
        Place after = null;
        boolean more = true;
        while (more) {
            var sql = EntrySelection.candidates(narrowed, false, after, KEYS_PER_READ);
            var last = database.<@Nullable Place>read(session -> {
                int rows = 0;
                Place place = null;
                try (var row = sql.prepare(session).executeQuery()) {
                    while (row.next()) {
                        rows++;
                        place = new Place(0, row.getString(1), row.getString(2));
                        if (pattern == null || pattern.matches(place.key())) {
                            addId(session, filter.swarm(), place, now, ids);
                        }
                    }
                }
                return rows == KEYS_PER_READ ? place : null;
            });
            more = last != null;
            after = last;
        }
        return ids;
    }

    private static void addId(SqliteSession session, String swarm, Place place, String now, Set<Long> ids)
            throws SQLException {
        var select = session.prepare(ID_OF_KEY);
        select.setString(1, swarm);
        select.setString(2, place.namespace());
        select.setString(3, place.key());
        select.setString(4, now);
        try (var row = select.executeQuery()) {
            if (row.next()) {
                ids.add(row.getLong(1));
            }
        }
    }
}
