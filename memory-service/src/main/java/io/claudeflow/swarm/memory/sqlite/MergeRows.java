package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.StoredValue;
import io.claudeflow.swarm.memory.crdt.Stamp;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.policy.ConflictStrategy;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** The rows of merge_state beside those of memory_store. */
final class MergeRows {
    /** Only the state of the entry's present write counts; whatever else wrote the entry left the state behind. */
    private static final String OF_THIS_WRITE =
            " WHERE swarm = ? AND namespace = ? AND key = ? AND epoch = ? AND revision = ? AND version = ?";

    private static final String FIND =
            "SELECT stamp_micros, replica, compression, state_size, state FROM merge_state" + OF_THIS_WRITE;
    private static final String SAVE = """
            INSERT INTO merge_state (swarm, namespace, key, strategy, epoch, revision, version, stamp_micros, replica,
                compression, state_size, state)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %s)
            ON CONFLICT (swarm, namespace, key) DO UPDATE SET
                (strategy, epoch, revision, version, stamp_micros, replica, compression, state_size, state) =
                (excluded.strategy, excluded.epoch, excluded.revision, excluded.version, excluded.stamp_micros,
                excluded.replica, excluded.compression, excluded.state_size, excluded.state)""";
    private static final String SAVE_TEXT = SAVE.formatted("CAST(? AS TEXT)");
    private static final String SAVE_BLOB = SAVE.formatted("?");

    private static final String STALE = "NOT EXISTS (SELECT 1 FROM memory_store m WHERE m.swarm = s.swarm"
            + " AND m.namespace = s.namespace AND m.key = s.key AND m.epoch = s.epoch AND m.revision = s.revision"
            + " AND m.version = s.version)";
    private static final String EXAMINE =
            "SELECT s.rowid, " + STALE + " FROM merge_state s WHERE s.rowid > ? ORDER BY s.rowid LIMIT ?";
    private static final String DELETE_STALE = "DELETE FROM merge_state AS s WHERE s.rowid = ? AND " + STALE;
    private static final String OF_KEY = " WHERE swarm = ? AND namespace = ? AND key = ?";
    private static final String ANYTHING =
            "SELECT 1 FROM merge_state" + OF_KEY + " UNION ALL SELECT 1 FROM merge_conflicts" + OF_KEY + " LIMIT 1";
    private static final int ROWS_PER_READ = 500;

    private MergeRows() {}

    /** A live entry as stored, with the state of its last write; {@code stored} is null when it was left out. */
    record Present(EntryRows.Loaded loaded, @Nullable Saved saved) {}

    /** What the last merge left. */
    record Saved(Stamp stamp, @Nullable StoredValue state) {}

    /** Runs SQL on the connection at hand. */
    private interface Statements {
        PreparedStatement prepare(String sql) throws SQLException;
    }

    static @Nullable Present load(SqliteSession session, EntryKey key, String now) throws SQLException {
        return present(EntryRows.load(session, key, now, Integer.MAX_VALUE), key, session::prepare);
    }

    /** As above, within a write; a value of more than {@code maxValueBytes} is left out. */
    static @Nullable Present load(WriteTransaction tx, EntryKey key, int maxValueBytes) throws SQLException {
        return present(EntryRows.load(tx, key, maxValueBytes), key, tx::prepare);
    }

    private static @Nullable Present present(EntryRows.@Nullable Loaded loaded, EntryKey key, Statements statements)
            throws SQLException {
        if (loaded == null) {
            return null;
        }
        var select = statements.prepare(FIND);
        bind(select, 1, key);
        bind(select, 4, loaded.entry().revision(), loaded.entry().version());
        try (var row = select.executeQuery()) {
            return new Present(loaded, row.next() ? saved(row) : null);
        }
    }

    private static Saved saved(java.sql.ResultSet row) throws SQLException {
        var state = row.getBytes(5);
        return new Saved(
                new Stamp(row.getLong(1), row.getString(2)),
                state == null ? null : new StoredValue(Compression.ofLabel(row.getString(3)), state, row.getInt(4)));
    }

    /** Writes what belongs to the write that the entry now has. */
    static void save(
            WriteTransaction tx,
            EntryKey key,
            ConflictStrategy strategy,
            Revision revision,
            long version,
            Stamp stamp,
            @Nullable StoredValue state)
            throws SQLException {
        boolean asText = state == null || state.compression() == Compression.NONE;
        var save = tx.prepare(asText ? SAVE_TEXT : SAVE_BLOB);
        bind(save, 1, key);
        save.setString(4, strategy.wireName());
        bind(save, 5, revision, version);
        save.setLong(8, stamp.micros());
        save.setString(9, stamp.replica());
        save.setString(10, (state == null ? Compression.NONE : state.compression()).label());
        save.setInt(11, state == null ? 0 : state.originalSize());
        save.setBytes(12, state == null ? null : state.bytes());
        save.executeUpdate();
    }

    /** Removes state and waiting conflicts of an entry that goes; most have neither, and one look tells. */
    static void forget(WriteTransaction tx, EntryKey key) throws SQLException {
        var look = tx.prepare(ANYTHING);
        bind(look, 1, key);
        bind(look, 4, key);
        try (var row = look.executeQuery()) {
            if (!row.next()) {
                return;
            }
        }
        var delete = tx.prepare("DELETE FROM merge_state" + OF_KEY);
        bind(delete, 1, key);
        delete.executeUpdate();
        var conflicts = tx.prepare("DELETE FROM merge_conflicts" + OF_KEY + " RETURNING id");
        bind(conflicts, 1, key);
        var ids = new ArrayList<String>();
        try (var row = conflicts.executeQuery()) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        for (var id : ids) {
            tx.logChange(key.swarm(), SqliteConflictQueue.TABLE, key.namespace(), id, Change.DELETE);
        }
    }

    /** As {@link #forget}, for every entry of a namespace. */
    static void forgetNamespace(WriteTransaction tx, String swarm, String namespace) throws SQLException {
        inNamespace(tx, "DELETE FROM merge_state WHERE swarm = ? AND namespace = ?", swarm, namespace);
        if (inNamespace(tx, "DELETE FROM merge_conflicts WHERE swarm = ? AND namespace = ?", swarm, namespace) > 0) {
            tx.logChange(swarm, SqliteConflictQueue.TABLE, namespace, "", Change.CLEAR);
        }
    }

    private static int inNamespace(WriteTransaction tx, String sql, String swarm, String namespace)
            throws SQLException {
        var statement = tx.prepare(sql);
        statement.setString(1, swarm);
        statement.setString(2, namespace);
        return statement.executeUpdate();
    }

    /** Removes the states that plain stores left behind; a few with each read and each write. */
    static long removeStale(Database database) {
        long removed = 0;
        long last = 0;
        while (true) {
            long after = last;
            var stale = new ArrayList<Long>();
            long end = database.read(session -> {
                var select = session.prepare(EXAMINE);
                select.setLong(1, after);
                select.setInt(2, ROWS_PER_READ);
                long read = 0;
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        read = row.getLong(1);
                        if (row.getBoolean(2)) {
                            stale.add(read);
                        }
                    }
                }
                return read;
            });
            if (!stale.isEmpty()) {
                removed += database.<Integer>write(tx -> {
                    int rows = 0;
                    for (long id : stale) {
                        var delete = tx.prepare(DELETE_STALE);
                        delete.setLong(1, id);
                        rows += delete.executeUpdate();
                    }
                    return rows;
                });
            }
            if (end == 0) {
                return removed;
            }
            last = end;
        }
    }

    private static void bind(PreparedStatement statement, int from, EntryKey key) throws SQLException {
        statement.setString(from, key.swarm());
        statement.setString(from + 1, key.namespace());
        statement.setString(from + 2, key.key());
    }

    private static void bind(PreparedStatement statement, int from, Revision revision, long version)
            throws SQLException {
        statement.setLong(from, revision.epoch());
        statement.setLong(from + 1, revision.number());
        statement.setLong(from + 2, version);
    }
}
