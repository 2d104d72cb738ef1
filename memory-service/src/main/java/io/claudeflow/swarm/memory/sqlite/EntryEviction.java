package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.health.EmergencyCleanup.Removed;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Deletes entries to win space, in an order, a few with each write. */
final class EntryEviction {
    private static final int ROWS_PER_WRITE = 100;
    private static final int CANDIDATES = 2_000;
    /** Those with a lifetime: the first to end comes first. */
    private static final String EXPIRING = "SELECT m.namespace, m.key, m.revision, m.stored_size FROM memory_store m"
            + " INDEXED BY memory_store_expiry WHERE m.expires_at > ? AND m.swarm = ?"
            + " ORDER BY m.expires_at, m.id LIMIT ?";
    /** Permanent ones: the longest unused comes first. */
    private static final String PERMANENT = "SELECT m.namespace, m.key, m.revision, m.stored_size" + EntryRows.FROM
            + " WHERE m.expires_at IS NULL AND ? <> '' AND m.swarm = ?"
            + " ORDER BY max(m.updated_at, coalesce(a.accessed_at, '')), m.id LIMIT ?";

    private final Database database;

    EntryEviction(Database database) {
        this.database = database;
    }

    private record Candidate(EntryKey key, long revision, long bytes) {}

    /** What {@link #delete} would delete, as far as its first {@value #CANDIDATES} rows show. */
    Removed look(String swarm, boolean permanent, long bytes) {
        var removed = Removed.NOTHING;
        for (var candidate : candidates(swarm, permanent)) {
            if (removed.bytes() < bytes) {
                removed = new Removed(removed.rows() + 1, removed.bytes() + candidate.bytes());
            }
        }
        return removed;
    }

    /** Deletes in the order until values of so many bytes, as stored, are gone, or no entry is left. */
    Removed delete(String swarm, boolean permanent, long bytes) {
        var removed = Removed.NOTHING;
        while (removed.bytes() < bytes) {
            var candidates = candidates(swarm, permanent);
            var before = removed;
            for (int from = 0; from < candidates.size() && removed.bytes() < bytes; from += ROWS_PER_WRITE) {
                var some = candidates.subList(from, Math.min(from + ROWS_PER_WRITE, candidates.size()));
                long missing = bytes - removed.bytes();
                var gone = database.write(tx -> delete(tx, some, missing));
                removed = new Removed(removed.rows() + gone.rows(), removed.bytes() + gone.bytes());
            }
            if (removed.equals(before)) {
                return removed;
            }
        }
        return removed;
    }

    private List<Candidate> candidates(String swarm, boolean permanent) {
        EntryKey.checkSwarm(swarm);
        var now = SqliteTime.format(database.clock().instant());
        var sql = new Sql().add(permanent ? PERMANENT : EXPIRING, now, swarm, CANDIDATES);
        return database.readWithoutLimit(session -> {
            var found = new ArrayList<Candidate>();
            try (var row = sql.prepare(session).executeQuery()) {
                while (row.next()) {
                    var key = EntryRows.key(swarm, row.getString(1), row.getString(2));
                    if (key != null) {
                        found.add(new Candidate(key, row.getLong(3), row.getLong(4)));
                    }
                }
            }
            return found;
        });
    }

    /** Leaves those alone that were written since they were chosen. */
    private static Removed delete(WriteTransaction tx, List<Candidate> candidates, long bytes) throws SQLException {
        long rows = 0;
        long gone = 0;
        for (var candidate : candidates) {
            var found = gone < bytes ? EntryWrites.find(tx, candidate.key()) : null;
            if (found != null && found.revision().number() == candidate.revision()) {
                var key = candidate.key();
                EntryWrites.remove(tx, key, found);
                tx.logChange(key.swarm(), EntryWrites.TABLE, key.namespace(), key.key(), Change.DELETE);
                rows++;
                gone += found.storedSize();
            }
        }
        return new Removed(rows, gone);
    }
}
