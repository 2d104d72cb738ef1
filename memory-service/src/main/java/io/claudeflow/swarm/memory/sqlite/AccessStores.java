package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.lock.Fences;
import io.claudeflow.swarm.memory.lock.LockJournal;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import io.claudeflow.swarm.memory.query.SqlAccess;
import io.claudeflow.swarm.memory.watch.ChangeLog;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Locks, fences, raw SQL and the changelog of one database. */
public final class AccessStores implements AutoCloseable {
    private final SqliteLockJournal journal;
    private final SqliteFences fences;
    private final SqliteChangeLog changeLog;
    private final SqliteSqlAccess sql;

    /**
     * From here on, writes to entries that somebody holds exclusively are refused.
     *
     * @param maintenance asked for when a statement needs it
     */
    public AccessStores(Database database, Supplier<Maintenance> maintenance) {
        var exclusive = new AtomicInteger();
        journal = new SqliteLockJournal(database, exclusive);
        var _ = journal.load();
        fences = new SqliteFences(database, exclusive);
        database.guard(fences);
        changeLog = new SqliteChangeLog(database);
        sql = new SqliteSqlAccess(database, maintenance);
    }

    public LockJournal lockJournal() {
        return journal;
    }

    public Fences fences() {
        return fences;
    }

    public ChangeLog changeLog() {
        return changeLog;
    }

    public SqlAccess sql() {
        return sql;
    }

    /** Ends the queries that run; before the database is closed. */
    @Override
    public void close() {
        sql.close();
    }
}
