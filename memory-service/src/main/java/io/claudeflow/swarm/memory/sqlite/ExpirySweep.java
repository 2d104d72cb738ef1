package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Deletes expired entries, a few with each write, so that other writes fit in between. */
final class ExpirySweep {
    private static final int ROWS_PER_WRITE = 100;
    private static final String SELECT = "SELECT swarm, namespace, key FROM memory_store WHERE expires_at <= ?";
    private static final String SOME = " ORDER BY expires_at LIMIT " + ROWS_PER_WRITE;
    private static final String EXPIRED = SELECT + SOME;
    private static final String EXPIRED_IN_SWARM = SELECT + " AND swarm = ?" + SOME;
    private static final String EXPIRED_IN_NAMESPACE = SELECT + " AND swarm = ? AND namespace = ?" + SOME;

    private final Database database;

    ExpirySweep(Database database) {
        this.database = database;
    }

    /** Deletes what has expired and returns how many rows that were. */
    long run() {
        long deleted = 0;
        int batch;
        do {
            batch = database.write(ExpirySweep::deleteSome);
            deleted += batch;
        } while (batch == ROWS_PER_WRITE);
        return deleted;
    }

    /** Deletes what had expired in a swarm, or in one namespace of it, at a moment that is not after now. */
    long run(String swarm, @Nullable String namespace, Instant expiredBefore) {
        long deleted = 0;
        int batch;
        do {
            batch = database.write(tx -> deleteSome(tx, swarm, namespace, expiredBefore));
            deleted += batch;
        } while (batch == ROWS_PER_WRITE);
        return deleted;
    }

    private static int deleteSome(WriteTransaction tx) throws SQLException {
        var select = tx.prepare(EXPIRED);
        select.setString(1, tx.nowText());
        return delete(tx, select);
    }

    private static int deleteSome(WriteTransaction tx, String swarm, @Nullable String namespace, Instant expiredBefore)
            throws SQLException {
        var moment = expiredBefore.isBefore(tx.now()) ? SqliteTime.format(expiredBefore) : tx.nowText();
        var select = tx.prepare(namespace == null ? EXPIRED_IN_SWARM : EXPIRED_IN_NAMESPACE);
        select.setString(1, moment);
        select.setString(2, swarm);
        if (namespace != null) {
            select.setString(3, namespace);
        }
        return delete(tx, select);
    }

    private static int delete(WriteTransaction tx, PreparedStatement select) throws SQLException {
        var keys = new ArrayList<EntryKey>(ROWS_PER_WRITE);
        try (var row = select.executeQuery()) {
            while (row.next()) {
                keys.add(new EntryKey(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        for (var key : keys) {
            var found = EntryWrites.find(tx, key);
            if (found != null) {
                EntryWrites.remove(tx, key, found);
                tx.logChange(key.swarm(), EntryWrites.TABLE, key.namespace(), key.key(), Change.EXPIRE);
            }
        }
        return keys.size();
    }
}
