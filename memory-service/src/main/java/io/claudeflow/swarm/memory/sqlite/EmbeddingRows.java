package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.search.Embedding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of entry_embeddings and embedding_spaces. An embedding counts while its entry's row has the revision that it
 * was given for.
 */
final class EmbeddingRows {
    static final String TABLE = "entry_embeddings";

    /** Joins the entry m that an embedding e describes. */
    static final String DESCRIBED =
            " JOIN memory_store m ON m.id = e.entry_id AND m.epoch = e.epoch AND m.revision = e.revision";

    private static final Logger log = LoggerFactory.getLogger(EmbeddingRows.class);

    private EmbeddingRows() {}

    /** The row of an entry's state: it never comes back once it was written anew. */
    record RowVersion(long id, long epoch, long revision) {}

    /** An embedding that describes nothing any more. */
    record Stale(RowVersion row, String swarm, String namespace) {}

    static void put(WriteTransaction tx, EntryKey key, RowVersion row, Embedding embedding) throws SQLException {
        var put =
                tx.prepare("INSERT OR REPLACE INTO entry_embeddings (entry_id, swarm, namespace, key, epoch, revision,"
                        + " embedded_at, embedding) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        put.setLong(1, row.id());
        put.setString(2, key.swarm());
        put.setString(3, key.namespace());
        put.setString(4, key.key());
        put.setLong(5, row.epoch());
        put.setLong(6, row.revision());
        put.setString(7, tx.nowText());
        put.setBytes(8, embedding.toBytes());
        put.executeUpdate();
    }

    /** An embedding as it is stored; null when there is none, or none that can be read. */
    static @Nullable Embedding embedding(byte @Nullable [] bytes) {
        try {
            return bytes == null ? null : Embedding.ofBytes("embedding", bytes);
        } catch (MemoryException e) {
            log.atError().addKeyValue("reason", e.getMessage()).log("an embedding is damaged and is left out");
            return null;
        }
    }

    /** Removes the embedding of this state of an entry; returns whether there was one. */
    static boolean remove(WriteTransaction tx, RowVersion row) throws SQLException {
        var delete = tx.prepare("DELETE FROM entry_embeddings WHERE entry_id = ? AND epoch = ? AND revision = ?");
        delete.setLong(1, row.id());
        delete.setLong(2, row.epoch());
        delete.setLong(3, row.revision());
        return delete.executeUpdate() > 0;
    }

    /** Forgets the dimension of a namespace without embeddings. */
    static void closeSpace(WriteTransaction tx, String swarm, String namespace) throws SQLException {
        var delete = tx.prepare("DELETE FROM embedding_spaces WHERE swarm = ?1 AND namespace = ?2 AND NOT EXISTS"
                + " (SELECT 1 FROM entry_embeddings WHERE swarm = ?1 AND namespace = ?2)");
        delete.setString(1, swarm);
        delete.setString(2, namespace);
        delete.executeUpdate();
    }

    static boolean exist(SqliteSession session) throws SQLException {
        return session.queryLong("SELECT EXISTS (SELECT 1 FROM entry_embeddings)") == 1;
    }

    /** The embedding of a key when it describes nothing any more. */
    static @Nullable Stale stale(SqliteSession session, EntryKey key) throws SQLException {
        var select = session.prepare("SELECT e.entry_id, e.epoch, e.revision FROM entry_embeddings e LEFT" + DESCRIBED
                + " WHERE e.swarm = ? AND e.namespace = ? AND e.key = ? AND m.id IS NULL");
        select.setString(1, key.swarm());
        select.setString(2, key.namespace());
        select.setString(3, key.key());
        try (var row = select.executeQuery()) {
            return row.next()
                    ? new Stale(
                            new RowVersion(row.getLong(1), row.getLong(2), row.getLong(3)),
                            key.swarm(),
                            key.namespace())
                    : null;
        }
    }

    /** The next embeddings by entry id that describe nothing any more, of all swarms. */
    static List<Stale> stale(SqliteSession session, long afterId, int limit) throws SQLException {
        var found = new ArrayList<Stale>();
        var select = session.prepare("SELECT e.entry_id, e.epoch, e.revision, e.swarm, e.namespace"
                + " FROM entry_embeddings e LEFT" + DESCRIBED
                + " WHERE e.entry_id > ? AND m.id IS NULL ORDER BY e.entry_id LIMIT ?");
        select.setLong(1, afterId);
        select.setInt(2, limit);
        try (var row = select.executeQuery()) {
            while (row.next()) {
                found.add(new Stale(
                        new RowVersion(row.getLong(1), row.getLong(2), row.getLong(3)),
                        row.getString(4),
                        row.getString(5)));
            }
        }
        return found;
    }

    /** Removes embeddings that describe nothing any more. */
    static void remove(WriteTransaction tx, List<Stale> stale) throws SQLException {
        for (var embedding : stale) {
            remove(tx, embedding.row());
        }
        for (var space : stale.stream()
                .map(embedding -> List.of(embedding.swarm(), embedding.namespace()))
                .distinct()
                .toList()) {
            closeSpace(tx, space.getFirst(), space.getLast());
        }
    }
}
