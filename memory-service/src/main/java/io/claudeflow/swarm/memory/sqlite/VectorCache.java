package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.search.Embedding;
import io.claudeflow.swarm.memory.search.SearchFilter;
import io.claudeflow.swarm.memory.search.VectorMetric;
import io.claudeflow.swarm.memory.sqlite.EmbeddingRows.RowVersion;
import io.claudeflow.swarm.memory.sqlite.VectorSpace.Bounds;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings in memory, by namespace: loaded when first searched, brought up to date from the changelog before each
 * search, the least recently searched thrown out beyond a bound. A namespace that is larger than the bound is read from
 * the database for each search, in parts. Thread-safe.
 */
final class VectorCache {
    private static final int ROWS_PER_READ = 1000;
    private static final String SPACES = "SELECT namespace, dimension FROM embedding_spaces WHERE swarm = ?";
    private static final String ROWS = "SELECT entry_id, epoch, revision, embedding, key FROM entry_embeddings"
            + " WHERE swarm = ? AND namespace = ? AND key > ? ORDER BY key LIMIT " + ROWS_PER_READ;
    private static final String ROW = "SELECT m.id, e.epoch, e.revision, e.embedding FROM memory_store m"
            + " LEFT JOIN entry_embeddings e ON e.entry_id = m.id AND e.epoch = m.epoch AND e.revision = m.revision"
            + " WHERE m.swarm = ? AND m.namespace = ? AND m.key = ?";
    private static final String CHANGED = "SELECT key FROM changelog WHERE table_name = 'entry_embeddings'"
            + " AND swarm = ? AND namespace = ? AND revision > ?";

    private final Database database;
    private final long maxBytes;
    private final Map<Id, Cached> spaces = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param maxBytes memory that embeddings may take; 0 reads them from the database every time
     */
    VectorCache(Database database, long maxBytes) {
        this.database = database;
        this.maxBytes = maxBytes;
    }

    private record Id(String swarm, String namespace) {}

    /** A namespace in memory and the revision up to which it knows the changes; guarded by itself. */
    private static final class Cached {
        private @Nullable VectorSpace space;
        private long synced;
    }

    private record Row(
            RowVersion version, String key, @Nullable Embedding embedding) {}

    /** What no similarity of the embeddings in the filter's swarm and namespace to the given one exceeds. */
    List<Bounds> bounds(SearchFilter filter, Embedding embedding, VectorMetric metric) {
        var bounds = new ArrayList<Bounds>();
        for (var namespace : namespaces(filter, embedding)) {
            var id = new Id(filter.swarm(), namespace);
            var view = view(id, embedding.dimension());
            bounds.add(view == null ? scanned(id, embedding, metric) : view.bounds(embedding, metric));
        }
        return bounds;
    }

    /** Drops embeddings whose entry has changed. */
    void forget(List<RowVersion> rows) {
        if (rows.isEmpty()) {
            return;
        }
        var gone = Set.copyOf(rows);
        for (var cached : all()) {
            synchronized (cached) {
                if (cached.space != null) {
                    cached.space.remove(gone);
                }
            }
        }
    }

    /** Memory that embeddings take. */
    long bytes() {
        return all().stream().mapToLong(VectorCache::bytes).sum();
    }

    private static long bytes(Cached cached) {
        synchronized (cached) {
            return cached.space == null ? 0 : cached.space.bytes();
        }
    }

    private List<Cached> all() {
        synchronized (spaces) {
            return List.copyOf(spaces.values());
        }
    }

    /** The namespaces with embeddings of this dimension. */
    private List<String> namespaces(SearchFilter filter, Embedding embedding) {
        var dimensions = database.read(session -> {
            var found = new LinkedHashMap<String, Integer>();
            var sql = new Sql().add(SPACES, filter.swarm());
            if (filter.namespace() != null) {
                sql.add(" AND namespace = ?", filter.namespace());
            }
            try (var row = sql.prepare(session).executeQuery()) {
                while (row.next()) {
                    found.put(row.getString(1), row.getInt(2));
                }
            }
            return found;
        });
        var same = dimensions.entrySet().stream()
                .filter(space -> space.getValue() == embedding.dimension())
                .map(Map.Entry::getKey)
                .toList();
        if (same.isEmpty() && !dimensions.isEmpty()) {
            var known = new LinkedHashSet<>(dimensions.values());
            throw MemoryException.invalid(
                    "embedding",
                    embedding.dimension() + " numbers",
                    known.size() == 1 ? known.iterator().next() + " numbers" : "one of " + known + " numbers");
        }
        return same;
    }

    private boolean fits(Id id, int dimension) {
        long most = maxBytes / VectorSpace.bytesEach(dimension);
        return database.<Boolean>read(session -> {
            var count = session.prepare("SELECT count(*) FROM (SELECT 1 FROM entry_embeddings WHERE swarm = ?"
                    + " AND namespace = ? LIMIT ?)");
            count.setString(1, id.swarm());
            count.setString(2, id.namespace());
            count.setLong(3, most + 1);
            try (var row = count.executeQuery()) {
                return row.next() && row.getLong(1) <= most;
            }
        });
    }

    /** The namespace in memory as it is now; null when it is too large for that. */
    private VectorSpace.@Nullable View view(Id id, int dimension) {
        Cached cached;
        synchronized (spaces) {
            cached = spaces.computeIfAbsent(id, _ -> new Cached());
        }
        VectorSpace.View view;
        synchronized (cached) {
            var space = upToDate(cached, id, dimension);
            cached.space = space;
            // Here, because the next one who brings it up to date takes out old rows before the new ones are in.
            view = space == null ? null : space.view();
        }
        evict(id);
        return view;
    }

    private @Nullable VectorSpace upToDate(Cached cached, Id id, int dimension) {
        var space = cached.space;
        if (space == null || space.dimension() != dimension || !catchUp(cached, id, space)) {
            if (!fits(id, dimension)) {
                return null;
            }
            space = load(cached, id, dimension);
        }
        var living = space.isWasteful() ? space.compacted() : space;
        return living.usedBytes() > maxBytes ? null : living;
    }

    /** Throws out what was searched longest ago, never the namespace that is searched now. */
    private void evict(Id used) {
        synchronized (spaces) {
            long bytes = spaces.values().stream().mapToLong(VectorCache::bytes).sum();
            var eldest = spaces.entrySet().iterator();
            while (bytes > maxBytes && eldest.hasNext()) {
                var entry = eldest.next();
                if (!entry.getKey().equals(used)) {
                    bytes -= bytes(entry.getValue());
                    eldest.remove();
                }
            }
        }
    }

    private VectorSpace load(Cached cached, Id id, int dimension) {
        cached.synced = database.read(VectorCache::newest);
        var space = new VectorSpace(dimension);
        var rows = rows(id, "");
        while (!rows.isEmpty()) {
            for (var row : rows) {
                append(space, row);
            }
            rows = rows(id, rows.getLast().key());
        }
        return space;
    }

    private static void append(VectorSpace space, Row row) {
        var embedding = row.embedding();
        if (embedding != null && embedding.dimension() == space.dimension()) {
            space.append(row.version(), embedding);
        }
    }

    /** Brings a loaded namespace up to date; false when the changelog no longer has what is missing. */
    private boolean catchUp(Cached cached, Id id, VectorSpace space) {
        record Missed(boolean known, long newest, List<String> keys) {}
        long synced = cached.synced;
        var missed = database.read(session -> {
            long newest = newest(session);
            boolean known = synced >= session.queryLong("SELECT value FROM store_meta WHERE name = 'changelog_floor'");
            return new Missed(known, newest, known && newest > synced ? changed(session, id, synced) : List.of());
        });
        if (!missed.known()) {
            return false;
        }
        for (int i = 0; i < missed.keys().size(); i += ROWS_PER_READ) {
            var some = missed.keys()
                    .subList(i, Math.min(i + ROWS_PER_READ, missed.keys().size()));
            var rows = database.read(session -> {
                var found = new ArrayList<Row>();
                for (var key : some) {
                    var row = row(session, id, key);
                    if (row != null) {
                        found.add(row);
                    }
                }
                return found;
            });
            var ids = new HashSet<Long>();
            rows.forEach(row -> ids.add(row.version().id()));
            space.removeEntries(ids);
            rows.forEach(row -> append(space, row));
        }
        cached.synced = missed.newest();
        return true;
    }

    private static long newest(SqliteSession session) throws SQLException {
        return session.queryLong("SELECT value FROM store_meta WHERE name = 'revision'");
    }

    private static List<String> changed(SqliteSession session, Id id, long after) throws SQLException {
        var keys = new LinkedHashSet<String>();
        var select = session.prepare(CHANGED);
        select.setString(1, id.swarm());
        select.setString(2, id.namespace());
        select.setLong(3, after);
        try (var row = select.executeQuery()) {
            while (row.next()) {
                keys.add(row.getString(1));
            }
        }
        return List.copyOf(keys);
    }

    private static @Nullable Row row(SqliteSession session, Id id, String key) throws SQLException {
        var select = session.prepare(ROW);
        select.setString(1, id.swarm());
        select.setString(2, id.namespace());
        select.setString(3, key);
        try (var row = select.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            var bytes = row.getBytes(4);
            return new Row(
                    new RowVersion(row.getLong(1), row.getLong(2), row.getLong(3)),
                    key,
                    EmbeddingRows.embedding(bytes));
        }
    }

    private List<Row> rows(Id id, String afterKey) {
        return database.read(session -> {
            var rows = new ArrayList<Row>();
            var select = session.prepare(ROWS);
            select.setString(1, id.swarm());
            select.setString(2, id.namespace());
            select.setString(3, afterKey);
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    var bytes = row.getBytes(4);
                    rows.add(new Row(
                            new RowVersion(row.getLong(1), row.getLong(2), row.getLong(3)),
                            row.getString(5),
                            EmbeddingRows.embedding(bytes)));
                }
            }
            return rows;
        });
    }

    /** The similarities themselves: rows are read in parts and only these are kept. */
    private Bounds scanned(Id id, Embedding embedding, VectorMetric metric) {
        var all = new BoundsBuilder();
        var rows = rows(id, "");
        while (!rows.isEmpty()) {
            for (var row : rows) {
                var other = row.embedding();
                if (other != null && other.dimension() == embedding.dimension()) {
                    all.add(row.version(), (float) metric.of(embedding, other));
                }
            }
            rows = rows(id, rows.getLast().key());
        }
        return all.build();
    }
}
