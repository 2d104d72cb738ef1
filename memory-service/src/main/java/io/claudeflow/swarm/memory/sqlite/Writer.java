package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.maintenance.WriterStatistics;
import io.claudeflow.swarm.memory.revision.CommitListener;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.revision.RowChange;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes the database. It takes what waits in the queue, runs it in one transaction and lets the
 * callers go on after the commit: one {@code fsync} serves the whole group.
 */
final class Writer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Writer.class);
    private static final int MAX_GROUP_TASKS = 512;
    private static final long MAX_GROUP_BYTES = 8L << 20;
    private static final long WARNING_INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Duration RETRY_AFTER = Duration.ofMillis(250);

    private final SqliteSession session;
    private final Clock clock;
    private final EngineListener listener;
    private final LogGrowth growth;
    private final WriteQueue queue;
    private final Duration patience;
    private final Thread thread;
    private final OpenedFile file;
    private final SpaceReserve space;
    private long lastWarning;
    private volatile Revision newest;
    private final List<CommitListener> commits = new CopyOnWriteArrayList<>();
    private volatile WriteGuard guard = WriteGuard.NONE;
    private @Nullable WriteTransaction running;
    private final LongAdder groups = new LongAdder();
    private final LongAdder writes = new LongAdder();

    Writer(
            SqliteSession session,
            Revision newest,
            DatabaseConfig config,
            Clock clock,
            EngineListener listener,
            LogGrowth growth,
            OpenedFile file) {
        this.session = session;
        this.file = file;
        this.newest = newest;
        this.clock = clock;
        this.listener = listener;
        this.growth = growth;
        this.space = new SpaceReserve(new DatabaseFiles(config.path()));
        this.patience = config.requestTimeout();
        this.queue = new WriteQueue(config.writeQueue(), config.writeQueueBytes());
        this.thread = Thread.ofPlatform().name("swarm-memory-writer").daemon().start(this::run);
    }

    /** Who hears of commits from now on, beside those who do already. */
    void listen(CommitListener commitListener) {
        commits.add(commitListener);
    }

    /** What is asked before an entry is written, from now on. */
    void guard(WriteGuard newGuard) {
        guard = newGuard;
    }

    /** Throws when what is committed would be lost because the file has lost its place. */
    void checkFile() {
        file.check();
    }

    /** The open transaction when the calling thread is inside of one, otherwise null. */
    @Nullable
    WriteTransaction joinable() {
        return Thread.currentThread().equals(thread) ? running : null;
    }

    /** Queues the work, waits for the commit that holds it and returns its result. */
    <T extends @Nullable Object> T write(WriteWork<T> work, long bytes) {
        var task = new WriteTask<T>(work, bytes, patience);
        switch (queue.offer(task)) {
            case ACCEPTED -> {}
            case FULL ->
                throw MemoryException.busy(
                        "the queue of writes is full (" + queue.size() + " of " + queue.capacity() + " waiting)",
                        RETRY_AFTER);
            case CLOSED -> throw closed();
        }
        return task.await();
    }

    /** Wakes the callers that have waited for too long; called at times by another thread. */
    void endOldWaits() {
        queue.wakeOverdue(System.nanoTime());
    }

    /** Runs work on the writer's connection between two transactions and waits for it. */
    <T extends @Nullable Object> T pause(ReadWork<T> work) {
        var outcome = new CompletableFuture<T>();
        boolean accepted = queue.offerPause(() -> {
            try {
                outcome.complete(work.run(session));
            } catch (SQLException e) {
                session.forgetStatements(e);
                outcome.completeExceptionally(SqliteFailures.of(e));
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        if (!accepted) {
            throw closed();
        }
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof MemoryException failure) {
                throw failure;
            }
            throw e;
        }
    }

    Revision newest() {
        return newest;
    }

    WriterStatistics statistics() {
        return new WriterStatistics(queue.size(), queue.capacity(), groups.sum(), writes.sum());
    }

    /** Refuses new writes and waits until the queued ones are done; false when the timeout came first. */
    boolean drain(Duration timeout) throws InterruptedException {
        queue.close();
        boolean drained = thread.join(timeout);
        for (var task : queue.abandon()) {
            task.fail(closed());
            task.complete();
        }
        return drained;
    }

    /** The writer's connection, to be used by another thread only after {@link #drain}. */
    SqliteSession session() {
        return session;
    }

    /** Closes the connection; after {@link #drain}. */
    @Override
    public void close() throws SQLException {
        session.close();
    }

    private void run() {
        var group = new ArrayList<WriteTask<?>>();
        while (true) {
            var pause = queue.take(group, MAX_GROUP_TASKS, MAX_GROUP_BYTES);
            if (pause != null) {
                pause.run();
            } else if (!group.isEmpty()) {
                serve(List.copyOf(group));
                group.clear();
            } else if (queue.isClosedAndEmpty()) {
                return;
            }
        }
    }

    private void serve(List<WriteTask<?>> group) {
        long start = System.nanoTime();
        commitGroup(admitted(group));
        var duration = Duration.ofNanos(System.nanoTime() - start);
        groups.increment();
        writes.add(group.size());
        growth.written(group.stream().mapToLong(WriteTask::bytes).sum(), group.size());
        Thread.startVirtualThread(() -> acknowledge(group, duration));
    }

    /** On a volume that is nearly full, those that add nothing. */
    private List<WriteTask<?>> admitted(List<WriteTask<?>> group) {
        long bytes = group.stream().mapToLong(WriteTask::bytes).sum();
        try {
            var refusal = space.look(session, group.size(), bytes);
            if (refusal == null || bytes == 0) {
                return group;
            }
            group.stream().filter(task -> task.bytes() > 0).forEach(task -> task.fail(refusal));
            return group.stream().filter(task -> task.bytes() == 0).toList();
        } catch (SQLException e) {
            session.forgetStatements(e);
            log.atDebug().setCause(e).log("the space that is left is not known");
            return group;
        } catch (MemoryException e) {
            log.atDebug().setCause(e).log("the space that is left is not known");
            return group;
        }
    }

    private void commitGroup(List<WriteTask<?>> group) {
        if (group.isEmpty()) {
            return;
        }
        try {
            commit(group);
        } catch (SQLException | RuntimeException | Error e) {
            rollback(e);
            if (group.size() == 1) {
                group.getFirst().fail(failure(e));
            } else {
                warnOfLostGroup(group.size(), e);
                group.forEach(task -> commitGroup(admitted(List.of(task))));
            }
        }
    }

    /** At most every ten seconds: on a full disk every group is lost. */
    private void warnOfLostGroup(int size, Throwable reason) {
        long now = System.nanoTime();
        if (lastWarning == 0 || now - lastWarning > WARNING_INTERVAL_NANOS) {
            lastWarning = now;
            log.atWarn()
                    .addKeyValue("writes", size)
                    .addKeyValue("reason", reason.getMessage())
                    .log("a transaction was lost, its writes are tried one by one");
        }
    }

    private void commit(List<WriteTask<?>> group) throws SQLException {
        file.check();
        session.prepare("BEGIN IMMEDIATE").executeUpdate();
        var tx = new WriteTransaction(session, clock, newest, guard);
        running = tx;
        try {
            for (var task : group) {
                task.run(tx);
            }
        } finally {
            running = null;
        }
        tx.finish();
        session.prepare("COMMIT").executeUpdate();
        newest = tx.newest();
        if (!tx.changes().isEmpty()) {
            committed(tx.changes());
        }
    }

    private void committed(List<RowChange> changes) {
        for (var listening : commits) {
            try {
                listening.committed(changes);
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("a listener of commits failed");
            }
        }
    }

    private void rollback(Throwable reason) {
        session.forgetStatements(reason instanceof SQLException sql ? sql : new SQLException(reason));
        session.rollBack();
        if (reason instanceof SQLException sql && SqliteFailures.code(sql) == SqliteFailures.IOERR) {
            RefusedCommit.overwrite(session);
        }
    }

    private void acknowledge(List<WriteTask<?>> group, Duration duration) {
        group.forEach(WriteTask::complete);
        try {
            listener.groupCommitted(group.size(), duration);
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("listener failed");
        }
    }

    private static RuntimeException failure(Throwable e) {
        return switch (e) {
            case SQLException sql -> SqliteFailures.of(sql);
            case RuntimeException known -> known;
            case OutOfMemoryError full ->
                MemoryException.of(FailureKind.UNAVAILABLE, "the service ran out of memory", full);
            default -> MemoryException.of(FailureKind.INTERNAL, "a write failed in a way nobody foresaw", e);
        };
    }

    private static MemoryException closed() {
        return MemoryException.of(FailureKind.UNAVAILABLE, "the store is closed");
    }
}
