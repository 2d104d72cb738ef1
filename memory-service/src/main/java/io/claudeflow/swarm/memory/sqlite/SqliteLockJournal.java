package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.lock.Lock;
import io.claudeflow.swarm.memory.lock.LockJournal;
import io.claudeflow.swarm.memory.lock.LockMode;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import io.claudeflow.swarm.memory.watch.LockEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Locks as rows of the table {@code locks}. Each change is a transaction of its own and stands in the changelog. */
final class SqliteLockJournal implements LockJournal {
    private static final String TABLE = "locks";

    private static final String GRANT =
            "INSERT INTO locks (swarm, key, owner, mode, epoch, revision, holds, acquired_at, expires_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (swarm, key, owner) DO UPDATE SET"
                    + " mode = excluded.mode, epoch = excluded.epoch, revision = excluded.revision,"
                    + " holds = excluded.holds, acquired_at = excluded.acquired_at, expires_at = excluded.expires_at";
    private static final String ONE = " WHERE swarm = ? AND key = ? AND owner = ? AND epoch = ? AND revision = ?";
    private static final String CHANGE = "UPDATE locks SET holds = ?, expires_at = ?" + ONE;
    private static final String END = "DELETE FROM locks" + ONE;
    private static final String DETAIL =
            "UPDATE changelog SET detail = ? WHERE revision = ? AND swarm = ? AND table_name = 'locks' AND key = ?";

    private static final String SELECT =
            "SELECT key, owner, mode, epoch, revision, holds, acquired_at, swarm," + " expires_at FROM locks";
    private static final String LOAD = SELECT + " ORDER BY swarm, key, epoch, revision";

    static final TableRows<Lock> ROWS =
            new TableRows<>(TABLE, SELECT + " WHERE swarm = ?", SqliteLockJournal::lock, 1, 2);

    private final Database database;
    private final AtomicInteger exclusive;

    SqliteLockJournal(Database database, AtomicInteger exclusive) {
        this.database = database;
        this.exclusive = exclusive;
    }

    @Override
    public Revision granted(String swarm, Lock lock) {
        boolean counts = lock.mode() == LockMode.EXCLUSIVE;
        if (counts) {
            exclusive.incrementAndGet();
        }
        boolean done = false;
        try {
            var fence = database.write(tx -> grant(tx, swarm, lock));
            done = true;
            return fence;
        } finally {
            if (counts && !done) {
                exclusive.decrementAndGet();
            }
        }
    }

    private static Revision grant(WriteTransaction tx, String swarm, Lock lock) throws SQLException {
        var fence = tx.revision();
        var insert = tx.prepare(GRANT);
        insert.setString(1, swarm);
        insert.setString(2, lock.key());
        insert.setString(3, lock.owner());
        insert.setString(4, lock.mode().wireName());
        insert.setLong(5, fence.epoch());
        insert.setLong(6, fence.number());
        insert.setInt(7, lock.holds());
        insert.setString(8, SqliteTime.format(lock.acquiredAt()));
        insert.setString(9, SqliteTime.format(lock.expiresAt()));
        insert.executeUpdate();
        log(tx, swarm, lock, fence, Change.PUT, LockEvent.ACQUIRED);
        return fence;
    }

    @Override
    public void changed(String swarm, Lock lock) {
        database.<Boolean>write(tx -> {
            var update = tx.prepare(CHANGE);
            update.setInt(1, lock.holds());
            update.setString(2, SqliteTime.format(lock.expiresAt()));
            bind(update, 3, swarm, lock);
            if (update.executeUpdate() == 0) {
                throw MemoryException.ofField(
                        FailureKind.PRECONDITION_FAILED, "fence", lock.fence(), "the token of a lock on " + lock.key());
            }
            log(tx, swarm, lock, lock.fence(), Change.PUT, LockEvent.RENEWED);
            return true;
        });
    }

    @Override
    public void ended(String swarm, Lock lock, End reason) {
        boolean removed = database.<Boolean>write(tx -> {
            var delete = tx.prepare(END);
            bind(delete, 1, swarm, lock);
            if (delete.executeUpdate() == 0) {
                return false;
            }
            switch (reason) {
                case RELEASED -> log(tx, swarm, lock, lock.fence(), Change.DELETE, LockEvent.RELEASED);
                case EXPIRED -> log(tx, swarm, lock, lock.fence(), Change.EXPIRE, LockEvent.EXPIRED);
            }
            return true;
        });
        if (removed && lock.mode() == LockMode.EXCLUSIVE) {
            exclusive.decrementAndGet();
        }
    }

    @Override
    public Map<String, List<Lock>> load() {
        var swarms = new HashMap<String, List<Lock>>();
        var damaged = new ArrayList<Place>();
        int held = database.<Integer>read(session -> {
            swarms.clear();
            damaged.clear();
            int found = 0;
            try (var row = session.prepare(LOAD).executeQuery()) {
                while (row.next()) {
                    var lock = ROWS.listed(row);
                    if (lock == null) {
                        damaged.add(new Place(row.getString(8), row.getString(1), row.getString(2)));
                    } else {
                        found += lock.mode() == LockMode.EXCLUSIVE ? 1 : 0;
                        swarms.computeIfAbsent(row.getString(8), _ -> new ArrayList<>())
                                .add(lock);
                    }
                }
            }
            return found;
        });
        remove(damaged);
        exclusive.set(held);
        return swarms;
    }

    /** A lock that nobody can read cannot be released or expire either: it must not keep others away for ever. */
    private void remove(List<Place> damaged) {
        if (!damaged.isEmpty()) {
            database.<Integer>write(tx -> {
                var delete = tx.prepare("DELETE FROM locks WHERE swarm = ? AND key = ? AND owner = ?");
                for (var place : damaged) {
                    delete.setString(1, place.swarm());
                    delete.setString(2, place.key());
                    delete.setString(3, place.owner());
                    delete.executeUpdate();
                }
                return damaged.size();
            });
        }
    }

    /** What names a row. */
    private record Place(String swarm, String key, String owner) {}

    private static Lock lock(ResultSet row) throws SQLException {
        return new Lock(
                row.getString(1),
                row.getString(2),
                LockMode.named("mode", row.getString(3)),
                new Revision(row.getLong(4), row.getLong(5)),
                row.getInt(6),
                SqliteTime.parse(row.getString(7)),
                SqliteTime.parse(row.getString(9)));
    }

    private static void bind(java.sql.PreparedStatement statement, int first, String swarm, Lock lock)
            throws SQLException {
        statement.setString(first, swarm);
        statement.setString(first + 1, lock.key());
        statement.setString(first + 2, lock.owner());
        statement.setLong(first + 3, lock.fence().epoch());
        statement.setLong(first + 4, lock.fence().number());
    }

    private static void log(
            WriteTransaction tx, String swarm, Lock lock, Revision fence, Change change, LockEvent event)
            throws SQLException {
        tx.logChange(swarm, TABLE, "", lock.key(), change);
        var members = new LinkedHashMap<String, Document>();
        members.put("event", Document.of(event.wireName()));
        members.put("owner", Document.of(lock.owner()));
        members.put("mode", Document.of(lock.mode().wireName()));
        members.put("fence", Document.of(fence.toString()));
        members.put("holds", Document.of(lock.holds()));
        members.put(
                "expiresAt", Document.of(SqliteTime.rounded(lock.expiresAt()).toString()));
        var update = tx.prepare(DETAIL);
        update.setString(1, Document.of(members).toJson());
        update.setLong(2, tx.revision().number());
        update.setString(3, swarm);
        update.setString(4, lock.key());
        update.executeUpdate();
    }
}
