package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.lock.Fences;
import io.claudeflow.swarm.memory.lock.LockManager;
import io.claudeflow.swarm.memory.lock.Locks;
import io.claudeflow.swarm.memory.query.SqlAccess;
import io.claudeflow.swarm.memory.revision.CommitListener;
import io.claudeflow.swarm.memory.revision.RowChange;
import io.claudeflow.swarm.memory.sqlite.AccessStores;
import io.claudeflow.swarm.memory.watch.WatchHub;
import io.claudeflow.swarm.memory.watch.WatchLimits;
import io.claudeflow.swarm.memory.watch.Watches;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Locks, fences, raw SQL and watches of an engine. Thread-safe. */
public final class SharedAccess implements CommitListener, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SharedAccess.class);

    private final AccessStores stores;
    private final SqlAccess sql;
    private final LockManager locks;
    private final WatchHub watches;

    /** @param rawSql whether SQL of callers is run */
    SharedAccess(AccessStores stores, boolean rawSql, Clock clock) {
        this.stores = stores;
        this.sql = rawSql ? stores.sql() : SqlAccess.OFF;
        this.locks = new LockManager(stores.lockJournal(), clock);
        this.watches = new WatchHub(
                stores.changeLog(),
                clock,
                WatchLimits.DEFAULT,
                failure -> log.atWarn().setCause(failure).log("the changelog could not be read for the watches"));
    }

    /**
     * The locks. Not to be used within a transaction: they are known in memory, too, which no rollback reaches, and a
     * grant's revision is its token.
     */
    public Locks locks() {
        return locks;
    }

    public Fences fences() {
        return stores.fences();
    }

    public SqlAccess sql() {
        return sql;
    }

    public Watches watches() {
        return watches;
    }

    @Override
    public void committed(List<RowChange> changes) {
        watches.wake();
    }

    /** Ends watches and waits for locks, so that those who wait hear of the stop in time. */
    public void stopping() {
        watches.close();
        locks.close();
    }

    /** Ends watches and queries; before the database is closed. */
    @Override
    public void close() {
        stopping();
        stores.close();
    }
}
