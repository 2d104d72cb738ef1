package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.search.Embedding;
import io.claudeflow.swarm.memory.search.EmbeddingStore;
import io.claudeflow.swarm.memory.sqlite.EmbeddingRows.RowVersion;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Embeddings on SQLite. */
final class SqliteEmbeddingStore implements EmbeddingStore {
    private static final String GET = "SELECT e.epoch, e.revision, e.embedded_at, e.embedding FROM entry_embeddings e"
            + EmbeddingRows.DESCRIBED + " WHERE e.swarm = ? AND e.namespace = ? AND e.key = ? AND " + EntryRows.LIVE;
    private static final String ANY_LIVE = "SELECT 1 FROM entry_embeddings e" + EmbeddingRows.DESCRIBED
            + " WHERE e.swarm = ? AND e.namespace = ? AND " + EntryRows.LIVE + " LIMIT 1";

    private final Database database;

    SqliteEmbeddingStore(Database database) {
        this.database = database;
    }

    @Override
    public Revision put(List<Put> puts) {
        if (puts.isEmpty() || puts.size() > MAX_PUTS) {
            throw MemoryException.limit("embeddings", puts.size() + " embeddings", "1 to " + MAX_PUTS + " embeddings");
        }
        var all = List.copyOf(puts);
        long bytes = all.stream()
                .mapToLong(put -> VectorSpace.bytesEach(put.embedding().dimension()))
                .sum();
        return database.write(bytes, tx -> {
            for (int i = 0; i < all.size(); i++) {
                try {
                    put(tx, all.get(i));
                } catch (MemoryException e) {
                    throw all.size() == 1 ? e : e.within("embeddings[" + i + "]");
                }
            }
            return tx.revision();
        });
    }

    private static void put(WriteTransaction tx, Put put) throws SQLException {
        var key = put.key();
        var found = EntryWrites.find(tx, key);
        if (found == null || !found.liveAt(tx.now())) {
            throw MemoryException.ofField(FailureKind.NOT_FOUND, "key", key.key(), "an entry with this key");
        }
        var describes = put.describes();
        if (describes != null && !describes.equals(found.revision())) {
            throw MemoryException.ofField(
                    FailureKind.PRECONDITION_FAILED,
                    "describes",
                    describes,
                    "the entry's revision, which is " + found.revision());
        }
        checkDimension(tx, key, put.embedding());
        var row = new RowVersion(
                found.id(), found.revision().epoch(), found.revision().number());
        EmbeddingRows.put(tx, key, row, put.embedding());
        tx.logChange(key.swarm(), EmbeddingRows.TABLE, key.namespace(), key.key(), Change.PUT);
    }

    /** The first embedding of a namespace fixes its dimension, and the first after the last one again. */
    private static void checkDimension(WriteTransaction tx, EntryKey key, Embedding embedding) throws SQLException {
        int dimension = embedding.dimension();
        var known = dimension(tx, key);
        if (known != null && known == dimension) {
            return;
        }
        if (known != null && anyLive(tx, key)) {
            throw MemoryException.invalid(
                    "embedding",
                    dimension + " numbers",
                    known + " numbers, as the other embeddings of namespace " + key.namespace());
        }
        if (known != null) {
            var clear = tx.prepare("DELETE FROM entry_embeddings WHERE swarm = ? AND namespace = ?");
            clear.setString(1, key.swarm());
            clear.setString(2, key.namespace());
            clear.executeUpdate();
        }
        var open = tx.prepare("INSERT OR REPLACE INTO embedding_spaces (swarm, namespace, dimension) VALUES (?, ?, ?)");
        open.setString(1, key.swarm());
        open.setString(2, key.namespace());
        open.setInt(3, dimension);
        open.executeUpdate();
    }

    private static @Nullable Integer dimension(WriteTransaction tx, EntryKey key) throws SQLException {
        var select = tx.prepare("SELECT dimension FROM embedding_spaces WHERE swarm = ? AND namespace = ?");
        select.setString(1, key.swarm());
        select.setString(2, key.namespace());
        try (var row = select.executeQuery()) {
            return row.next() ? (Integer) row.getInt(1) : null;
        }
    }

    private static boolean anyLive(WriteTransaction tx, EntryKey key) throws SQLException {
        var select = tx.prepare(ANY_LIVE);
        select.setString(1, key.swarm());
        select.setString(2, key.namespace());
        select.setString(3, tx.nowText());
        try (var row = select.executeQuery()) {
            return row.next();
        }
    }

    @Override
    public Optional<Embedded> get(EntryKey key) {
        var now = SqliteTime.format(database.clock().instant());
        return Optional.ofNullable(database.<@Nullable Embedded>read(session -> {
            var select = session.prepare(GET);
            EntryRows.bindKey(select, key, now);
            try (var row = select.executeQuery()) {
                return row.next() ? embedded(row, key) : null;
            }
        }));
    }

    private static Embedded embedded(ResultSet row, EntryKey key) throws SQLException {
        try {
            return new Embedded(
                    key,
                    Embedding.ofBytes("embedding", Objects.requireNonNull(row.getBytes(4))),
                    new Revision(row.getLong(1), row.getLong(2)),
                    SqliteTime.parse("created_at", row.getString(3)));
        } catch (MemoryException e) {
            throw SqliteFailures.corruptRow("embedding of entry " + key.key() + " in namespace " + key.namespace()
                    + " of swarm " + key.swarm() + ": " + SqliteFailures.damage(e));
        }
    }

    @Override
    public OperationResult.Deleted delete(EntryKey key) {
        return database.write(tx -> {
            var found = EntryWrites.find(tx, key);
            boolean removed = found != null
                    && found.liveAt(tx.now())
                    && EmbeddingRows.remove(
                            tx,
                            new RowVersion(
                                    found.id(),
                                    found.revision().epoch(),
                                    found.revision().number()));
            if (!removed) {
                return new OperationResult.Deleted(false, tx.newest());
            }
            EmbeddingRows.closeSpace(tx, key.swarm(), key.namespace());
            tx.logChange(key.swarm(), EmbeddingRows.TABLE, key.namespace(), key.key(), Change.DELETE);
            return new OperationResult.Deleted(true, tx.revision());
        });
    }
}
