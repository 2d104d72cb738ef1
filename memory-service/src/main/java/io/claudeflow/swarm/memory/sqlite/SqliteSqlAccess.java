package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import io.claudeflow.swarm.memory.page.Cursor;
import io.claudeflow.swarm.memory.query.ReadStatement;
import io.claudeflow.swarm.memory.query.SqlAccess;
import io.claudeflow.swarm.memory.query.SqlCommand;
import io.claudeflow.swarm.memory.query.SqlQuery;
import io.claudeflow.swarm.memory.query.SqlResult;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * SQL of callers. Each query runs on a connection and a platform thread of its own: native code holds a virtual
 * thread's carrier, and two long queries would hold them all. Few run at the same time.
 */
final class SqliteSqlAccess implements SqlAccess, AutoCloseable {
    /** Queries at the same time. */
    static final int CONCURRENT = 2;

    /** Without a write-ahead log a read keeps the writer from committing. */
    private static final Duration MAX_TIMEOUT_WITHOUT_LOG = Duration.ofSeconds(2);

    /** How long after the deadline a query may take to notice it; it is left behind then. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Database database;
    private final CommandRun commands;
    private final Semaphore places = new Semaphore(CONCURRENT, true);
    private final Set<QueryRun> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    SqliteSqlAccess(Database database, Supplier<Maintenance> maintenance) {
        this.database = database;
        this.commands = new CommandRun(database, maintenance);
    }

    @Override
    public SqlResult query(SqlQuery query) {
        var statement = ReadStatement.of(query.sql());
        var values = statement.bind(query.parameters());
        var listing = query.sql() + '\0' + values;
        long skip = query.cursor() == null ? 0 : skip(query.cursor(), listing);
        long start = System.nanoTime();
        var timeout = timeout(query);
        enter(timeout);
        var run = new QueryRun(database, query, values, skip, listing, start + timeout.toNanos(), timeout);
        var task = new FutureTask<>(() -> {
            try {
                return run.call();
            } finally {
                running.remove(run);
                places.release();
            }
        });
        running.add(run);
        if (closed) {
            run.cancel();
        }
        var _ = Thread.ofPlatform().name("swarm-memory-query").daemon().start(task);
        return await(run, task, timeout);
    }

    private Duration timeout(SqlQuery query) {
        boolean cut = !database.config().wal() && query.timeout().compareTo(MAX_TIMEOUT_WITHOUT_LOG) > 0;
        return cut ? MAX_TIMEOUT_WITHOUT_LOG : query.timeout();
    }

    private static long skip(String cursor, String listing) {
        try {
            return Long.parseLong(Cursor.read(cursor, listing, 1).getFirst());
        } catch (NumberFormatException e) {
            throw MemoryException.invalid("cursor", cursor, "the nextCursor of the answer before");
        }
    }

    private void enter(Duration timeout) {
        try {
            if (closed) {
                throw MemoryException.of(FailureKind.UNAVAILABLE, "the store is closed");
            }
            if (!places.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw MemoryException.busy(CONCURRENT + " queries in raw SQL are running already", RETRY_AFTER);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MemoryException.of(FailureKind.DEADLINE_EXCEEDED, "the query was cancelled while it waited", e);
        }
    }

    private static SqlResult await(QueryRun run, FutureTask<SqlResult> task, Duration timeout) {
        try {
            return task.get(timeout.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MemoryException failure) {
                throw failure;
            }
            throw MemoryException.of(FailureKind.INTERNAL, "the query failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            run.cancel();
            throw run.tooLong();
        } catch (InterruptedException e) {
            run.cancel();
            Thread.currentThread().interrupt();
            throw MemoryException.of(FailureKind.DEADLINE_EXCEEDED, "the query was cancelled", e);
        }
    }

    @Override
    public SqlResult execute(String statement) {
        return commands.run(SqlCommand.parse(statement));
    }

    /** Ends the queries that run and waits for them, a few seconds at most. */
    @Override
    public void close() {
        closed = true;
        running.forEach(QueryRun::cancel);
        try {
            if (places.tryAcquire(CONCURRENT, GRACE.toNanos() * 5, TimeUnit.NANOSECONDS)) {
                places.release(CONCURRENT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
