package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.entry.Cleared;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryValue.Encoding;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The changes of entries, each within an operation of the writer's transaction. */
final class EntryWrites {
    static final String TABLE = "memory_store";

    private static final String FIND =
            "SELECT id, version, epoch, revision, created_at, expires_at, tags, value_size, stored_size, compression"
                    + " FROM memory_store WHERE swarm = ? AND namespace = ? AND key = ?";
    private static final String COLUMNS = "encoding, compression, tags, metadata, version, epoch, revision,"
            + " created_at, updated_at, expires_at, ttl, value_size, stored_size, checksum, value";
    private static final String INSERT = "INSERT INTO memory_store (" + COLUMNS + ", swarm, namespace, key)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %s, ?, ?, ?)";
    private static final String UPDATE = "UPDATE memory_store SET (" + COLUMNS + ")"
            + " = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %s) WHERE id = ?";
    private static final String BLOB = "?";
    /** UTF-8 handed over as bytes and stored as text: nothing is decoded on the way. */
    private static final String TEXT = "CAST(? AS TEXT)";

    private static final String INSERT_BLOB = INSERT.formatted(BLOB);
    private static final String INSERT_TEXT = INSERT.formatted(TEXT);
    private static final String UPDATE_BLOB = UPDATE.formatted(BLOB);
    private static final String UPDATE_TEXT = UPDATE.formatted(TEXT);
    private static final String INSERT_TAG = "INSERT INTO memory_tags (swarm, tag, namespace, key) VALUES (?, ?, ?, ?)";
    private static final String DELETE_TAG =
            "DELETE FROM memory_tags WHERE swarm = ? AND tag = ? AND namespace = ? AND key = ?";

    private static final String DELETE_TAGS = "DELETE FROM memory_tags WHERE swarm = ? AND namespace = ? AND key = ?";
    private static final String DELETE_TAGS_OF_NAMESPACE =
            "DELETE FROM memory_tags WHERE (swarm, tag, namespace, key) IN (SELECT m.swarm, j.value, m.namespace,"
                    + " m.key FROM memory_store m, json_each(m.tags) j WHERE m.swarm = ? AND m.namespace = ?"
                    + " AND m.tags IS NOT NULL)";
    private static final String DAMAGED_TAGS =
            "SELECT 1 FROM memory_store WHERE swarm = ? AND namespace = ? AND tags IS NOT NULL"
                    + " AND NOT json_valid(tags)";

    private EntryWrites() {}

    /**
     * What is known of a row before it changes.
     *
     * @param createdAt null when the row is damaged
     * @param tags null when they are damaged
     */
    record Existing(
            long id,
            long version,
            Revision revision,
            @Nullable Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Tags tags,
            int valueSize,
            int storedSize,
            boolean compressed) {
        boolean liveAt(Instant now) {
            return expiresAt == null || expiresAt.isAfter(now);
        }
    }

    static OperationResult.Stored put(WriteTransaction tx, EntryPreparation.Prepared prepared) throws SQLException {
        var put = prepared.put();
        var stored = prepared.stored();
        var key = put.key();
        tx.guard().entry(tx, key);
        var found = find(tx, key);
        var live = found != null && found.liveAt(tx.now()) ? found : null;
        check(put.precondition(), key, live);
        var expiresAt = expiry(put.ttl(), tx.now());
        var revision = tx.revision();
        var history = put.history();
        long version = live == null ? 1 : live.version() + 1;
        var createdAt = live == null || live.createdAt() == null ? tx.now() : live.createdAt();
        var updatedAt = tx.now();
        if (history != null) {
            version = Math.max(version, history.version());
            createdAt = SqliteTime.checked("createdAt", history.createdAt());
            updatedAt = SqliteTime.checked("updatedAt", history.updatedAt());
        }
        if (found != null && live == null) {
            remove(tx, key, found);
        }
        boolean asText = stored.compression() == Compression.NONE && put.value().encoding() != Encoding.BYTES;
        var columns = new ArrayList<@Nullable Object>(18);
        columns.add(EntryRows.label(put.value().encoding()));
        columns.add(stored.compression().label());
        columns.add(TagColumn.format(put.tags()));
        columns.add(put.metadata());
        columns.add(version);
        columns.add(revision.epoch());
        columns.add(revision.number());
        columns.add(SqliteTime.format(createdAt));
        columns.add(SqliteTime.format(updatedAt));
        columns.add(SqliteTime.formatNullable(expiresAt));
        columns.add(ttlColumn(put));
        columns.add(stored.originalSize());
        columns.add(stored.size());
        columns.add(ValueChecksum.of(put.value().content()));
        columns.add(stored.bytes());
        if (live == null) {
            columns.addAll(List.of(key.swarm(), key.namespace(), key.key()));
            tx.direct(asText ? INSERT_TEXT : INSERT_BLOB).run(columns.toArray());
        } else {
            columns.add(live.id());
            tx.direct(asText ? UPDATE_TEXT : UPDATE_BLOB).run(columns.toArray());
        }
        replaceTags(tx, key, live == null ? Tags.NONE : live.tags(), put.tags());
        var totals = tx.totals(key.swarm(), key.namespace());
        if (live != null) {
            totals.row(-1, live.valueSize(), live.storedSize(), live.compressed());
        }
        totals.row(1, stored.originalSize(), stored.size(), stored.compression() != Compression.NONE);
        tx.logChange(key.swarm(), TABLE, key.namespace(), key.key(), Change.PUT);
        return new OperationResult.Stored(
                revision, version, live == null, createdAt, updatedAt, expiresAt, stored.size());
    }

    private static @Nullable Long ttlColumn(EntryOperation.Put put) {
        if (put.ttl() instanceof Ttl.Seconds(long seconds)) {
            return seconds;
        }
        return put.history() == null ? null : put.history().ttlSeconds();
    }

    static OperationResult.Deleted delete(WriteTransaction tx, EntryOperation.Delete delete) throws SQLException {
        var key = delete.key();
        tx.guard().entry(tx, key);
        var found = find(tx, key);
        var live = found != null && found.liveAt(tx.now()) ? found : null;
        check(delete.precondition(), key, live);
        if (live == null) {
            return new OperationResult.Deleted(false, tx.newest());
        }
        remove(tx, key, live);
        tx.logChange(key.swarm(), TABLE, key.namespace(), key.key(), Change.DELETE);
        return new OperationResult.Deleted(true, tx.revision());
    }

    /** Removes a namespace, expired rows included; only live ones are counted. */
    static Cleared clear(WriteTransaction tx, String swarm, String namespace) throws SQLException {
        tx.guard().namespace(tx, swarm, namespace);
        long live = 0;
        long rows = 0;
        var totals = tx.totals(swarm, namespace);
        var sums = tx.prepare("SELECT value_size, stored_size, compression, " + EntryRows.LIVE
                + " FROM memory_store m WHERE swarm = ? AND namespace = ?");
        sums.setString(1, tx.nowText());
        sums.setString(2, swarm);
        sums.setString(3, namespace);
        try (var row = sums.executeQuery()) {
            while (row.next()) {
                rows++;
                live += row.getInt(4);
                totals.row(-1, row.getInt(1), row.getInt(2), isCompressed(row.getString(3)));
            }
        }
        if (rows == 0) {
            return new Cleared(0, tx.newest());
        }
        boolean damaged = tx.direct(DAMAGED_TAGS).first(row -> true, swarm, namespace) != null;
        inNamespace(
                tx,
                damaged ? "DELETE FROM memory_tags WHERE swarm = ? AND namespace = ?" : DELETE_TAGS_OF_NAMESPACE,
                swarm,
                namespace);
        inNamespace(
                tx,
                "DELETE FROM memory_access WHERE entry_id IN (SELECT id FROM memory_store WHERE swarm = ?"
                        + " AND namespace = ?)",
                swarm,
                namespace);
        inNamespace(tx, "DELETE FROM memory_store WHERE swarm = ? AND namespace = ?", swarm, namespace);
        MergeRows.forgetNamespace(tx, swarm, namespace);
        tx.logChange(swarm, TABLE, namespace, "", Change.CLEAR);
        return new Cleared(live, tx.revision());
    }

    private static void inNamespace(WriteTransaction tx, String sql, String swarm, String namespace)
            throws SQLException {
        var statement = tx.prepare(sql);
        statement.setString(1, swarm);
        statement.setString(2, namespace);
        statement.executeUpdate();
    }

    /** The row of a key, live or not. What is damaged in it is left out, so that it can be replaced or removed. */
    static @Nullable Existing find(WriteTransaction tx, EntryKey key) throws SQLException {
        return tx.direct(FIND).first(EntryWrites::existing, key.swarm(), key.namespace(), key.key());
    }

    private static Existing existing(Row row) throws SQLException {
        return new Existing(
                row.integer(1),
                row.integer(2),
                new Revision(Math.max(1, row.integer(3)), Math.max(0, row.integer(4))),
                SqliteTime.parseOrNull(row.text(5)),
                SqliteTime.parseOrNull(row.text(6)),
                TagColumn.parseOrNull(row.text(7)),
                row.number(8),
                row.number(9),
                !Compression.NONE.label().equals(row.text(10)));
    }

    /** Removes the row and what hangs on it; the changelog is left to the caller. */
    static void remove(WriteTransaction tx, EntryKey key, Existing row) throws SQLException {
        byId(tx, "DELETE FROM memory_store WHERE id = ?", row.id());
        byId(tx, "DELETE FROM memory_access WHERE entry_id = ?", row.id());
        MergeRows.forget(tx, key);
        replaceTags(tx, key, row.tags(), Tags.NONE);
        tx.totals(key.swarm(), key.namespace()).row(-1, row.valueSize(), row.storedSize(), row.compressed());
    }

    private static void byId(WriteTransaction tx, String sql, long id) throws SQLException {
        tx.direct(sql).run(id);
    }

    /** @param before null when they are not known */
    private static void replaceTags(WriteTransaction tx, EntryKey key, @Nullable Tags before, Tags after)
            throws SQLException {
        if (before == null) {
            tx.direct(DELETE_TAGS).run(key.swarm(), key.namespace(), key.key());
            replaceTags(tx, key, Tags.NONE, after);
            return;
        }
        if (before.equals(after)) {
            return;
        }
        for (var tag : before.names()) {
            if (!after.names().contains(tag)) {
                changeTag(tx, DELETE_TAG, key, tag);
            }
        }
        for (var tag : after.names()) {
            if (!before.names().contains(tag)) {
                changeTag(tx, INSERT_TAG, key, tag);
            }
        }
    }

    private static void changeTag(WriteTransaction tx, String sql, EntryKey key, String tag) throws SQLException {
        tx.direct(sql).run(key.swarm(), tag, key.namespace(), key.key());
    }

    private static boolean isCompressed(String label) {
        return Compression.ofLabel(label) != Compression.NONE;
    }

    private static @Nullable Instant expiry(Ttl ttl, Instant now) {
        return switch (ttl) {
            case Ttl.ByPolicy() -> throw new IllegalStateException("the policy decides before the row is written");
            case Ttl.Permanent() -> null;
            case Ttl.Seconds(long seconds) -> SqliteTime.checked("ttlSeconds", now.plusSeconds(seconds));
            case Ttl.Until(Instant expiresAt) -> SqliteTime.checked("expiresAt", expiresAt);
        };
    }

    private static void check(Precondition precondition, EntryKey key, @Nullable Existing live) {
        boolean holds = switch (precondition) {
            case Precondition.None() -> true;
            case Precondition.Absent() -> live == null;
            case Precondition.Present() -> live != null;
            case Precondition.WrittenAt(var revisions) -> live != null && revisions.contains(live.revision());
            case Precondition.NotWrittenAt(var revisions) -> live == null || !revisions.contains(live.revision());
        };
        if (!holds) {
            throw MemoryException.ofField(
                    FailureKind.PRECONDITION_FAILED,
                    "key",
                    key.key(),
                    expected(precondition) + "; found: " + (live == null ? "no entry" : "revision " + live.revision()));
        }
    }

    private static String expected(Precondition precondition) {
        return switch (precondition) {
            case Precondition.None() -> "anything";
            case Precondition.Absent() -> "no entry with this key";
            case Precondition.Present() -> "an entry with this key";
            case Precondition.WrittenAt(var revisions) ->
                revisions.isEmpty() ? "another store's tag" : "revision " + list(revisions);
            case Precondition.NotWrittenAt(var revisions) -> "not revision " + list(revisions);
        };
    }

    private static String list(Set<Revision> revisions) {
        return revisions.stream().sorted().map(Revision::toString).collect(Collectors.joining(" or "));
    }
}
