package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.SQLException;
import java.util.ArrayList;

/** Deletes expired entries, a few with each write, so that other writes fit in between. */
final class ExpirySweep {
    private static final int ROWS_PER_WRITE = 100;
    private static final String EXPIRED =
            "SELECT swarm, namespace, key FROM memory_store WHERE expires_at <= ? ORDER BY expires_at LIMIT "
                    + ROWS_PER_WRITE;

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

    private static int deleteSome(WriteTransaction tx) throws SQLException {
        var keys = new ArrayList<EntryKey>(ROWS_PER_WRITE);
        var select = tx.prepare(EXPIRED);
        select.setString(1, tx.nowText());
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
