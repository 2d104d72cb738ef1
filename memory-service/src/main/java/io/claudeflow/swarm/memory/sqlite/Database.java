package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.maintenance.WriterStatistics;
import io.claudeflow.swarm.memory.revision.CommitListener;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.transaction.Transactions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open database: one thread that writes, a few connections that read, a checkpointer. Stores pass work in and never
 * keep a connection. Thread-safe.
 */
public final class Database implements Transactions, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Database.class);

    private final DatabaseConfig config;
    private final DatabaseFiles files;
    private final Clock clock;
    private final Writer writer;
    private final ReaderPool readers;
    private final Checkpointer checkpointer;
    private boolean closed;

    private Database(DatabaseConfig config, Clock clock, Writer writer, ReaderPool readers, Checkpointer checkpointer) {
        this.config = config;
        this.files = new DatabaseFiles(config.path());
        this.clock = clock;
        this.writer = writer;
        this.readers = readers;
        this.checkpointer = checkpointer;
    }

    /**
     * Opens the database, creating it when there is none. The caller holds the lock on it.
     *
     * @throws MemoryException when it is damaged, newer than the program, of another program or not accessible
     */
    public static Database open(DatabaseConfig config, Clock clock, EngineListener listener) {
        return open(config, Schema.current(), clock, listener);
    }

    static Database open(DatabaseConfig config, Schema schema, Clock clock, EngineListener listener) {
        var opened = new ArrayList<AutoCloseable>();
        try {
            var session = new StartUp(config, schema, clock).open();
            opened.add(session);
            var connections = new SqliteConnections(config);
            var readers = new ReaderPool(connections, config);
            opened.add(readers);
            var newest = new Revision(
                    session.queryLong("SELECT value FROM store_meta WHERE name = 'epoch'"),
                    session.queryLong("SELECT value FROM store_meta WHERE name = 'revision'"));
            var growth = new LogGrowth();
            var checkpoints = connections.checkpointer();
            opened.add(checkpoints);
            var writer = new Writer(session, newest, config, clock, listener, growth, OpenedFile.of(config.path()));
            var checkpointer = new Checkpointer(checkpoints, writer, readers, growth, config, listener);
            return new Database(config, clock, writer, readers, checkpointer);
        } catch (SQLException e) {
            closeAll(opened);
            throw StartUp.failure(config.path(), e);
        } catch (IOException e) {
            closeAll(opened);
            throw MemoryException.of(FailureKind.UNAVAILABLE, config.path() + " cannot be looked at", e);
        } catch (RuntimeException e) {
            closeAll(opened);
            throw e;
        }
    }

    /** Who hears of commits from now on, beside those who do already. */
    public void listen(CommitListener listener) {
        writer.listen(listener);
    }

    /** Notes whose store this is: the swarm of the service that serves it. */
    public void noteOwner(String swarm) {
        StoreOwner.note(this, swarm);
    }

    /** What is asked before an entry is written, from now on. */
    void guard(WriteGuard guard) {
        writer.guard(guard);
    }

    @Override
    public <T extends @Nullable Object> T run(long bytes, Supplier<T> work) {
        return write(bytes, tx -> {
            try {
                return work.get();
            } catch (LostInside e) {
                throw e.reason();
            }
        });
    }

    /** Throws when the file that was opened has lost its place, so that nothing can be stored. */
    void checkFile() {
        writer.checkFile();
    }

    @Override
    public boolean running() {
        return writer.joinable() != null;
    }

    /**
     * Runs the work in a transaction of the writer and returns when it is durable; inside {@link #run} the work joins
     * the running transaction and its revision.
     */
    <T extends @Nullable Object> T write(WriteWork<T> work) {
        return write(0, work);
    }

    /**
     * As {@link #write(WriteWork)}.
     *
     * @param bytes what the work holds in memory, roughly; the queue is bounded by it. 0 for work that adds nothing,
     *     which goes on when the volume is nearly full
     */
    <T extends @Nullable Object> T write(long bytes, WriteWork<T> work) {
        var running = writer.joinable();
        if (running == null) {
            return writer.write(SqliteFences.behindFence(work), bytes);
        }
        try {
            return work.run(running);
        } catch (SQLException e) {
            throw new LostInside(e);
        }
    }

    /** Runs the work on one state of the database, at least as new as every acknowledged write. */
    <T extends @Nullable Object> T read(ReadWork<T> work) {
        return writer.joinable() == null ? readers.read(work) : readInside(work);
    }

    /** As {@link #read} for a single statement driven by {@link DirectStatement}: it needs no transaction around. */
    <T extends @Nullable Object> T readOne(ReadWork<T> work) {
        return writer.joinable() == null ? readers.readOne(work) : readInside(work);
    }

    /** Sees what the running transaction has written. */
    private <T extends @Nullable Object> T readInside(ReadWork<T> work) {
        try {
            return work.run(writer.session());
        } catch (SQLException e) {
            throw new LostInside(e);
        }
    }

    /** As {@link #read}, on a connection of its own, for the rare work that may take minutes. */
    <T extends @Nullable Object> T readWithoutLimit(ReadWork<T> work) {
        if (running()) {
            return readInside(work);
        }
        try (var session = new SqliteConnections(config).reader()) {
            return work.run(session);
        } catch (SQLException e) {
            throw SqliteFailures.of(e);
        }
    }

    /** Runs the work on the writer's connection outside of a transaction, while writes wait. */
    <T extends @Nullable Object> T pause(ReadWork<T> work) {
        if (running()) {
            throw MemoryException.of(FailureKind.NOT_SUPPORTED, "maintenance cannot be part of a transaction");
        }
        return writer.pause(work);
    }

    /** The newest acknowledged revision. */
    public Revision newest() {
        return writer.newest();
    }

    public WriterStatistics writerStatistics() {
        return writer.statistics();
    }

    Clock clock() {
        return clock;
    }

    DatabaseFiles files() {
        return files;
    }

    DatabaseConfig config() {
        return config;
    }

    /**
     * Lets queued writes finish, copies the log into the file, notes the orderly stop and closes.
     *
     * @param timeout how long queued writes may take; those beyond it fail and the stop is not orderly
     */
    public synchronized void close(Duration timeout) {
        if (closed) {
            return;
        }
        closed = true;
        try {
            boolean drained = writer.drain(timeout);
            checkpointer.close();
            readers.close();
            if (drained) {
                markClean();
                writer.close();
            } else {
                log.atWarn().addKeyValue("timeout", timeout).log("the writer did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MemoryException.of(FailureKind.UNAVAILABLE, "interrupted while the database was closed", e);
        } catch (SQLException e) {
            throw SqliteFailures.of(e);
        }
    }

    /** A full disk must not keep the database from being closed; the next start then checks it. */
    private void markClean() {
        try {
            StartUp.markClean(writer.session());
        } catch (SQLException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("the orderly stop could not be noted");
        }
    }

    @Override
    public void close() {
        close(config.requestTimeout());
    }

    /** Carries a failure of SQLite through code that knows nothing of SQL, out of a transaction that joined stores. */
    private static final class LostInside extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final SQLException reason;

        LostInside(SQLException reason) {
            super(reason);
            this.reason = reason;
        }

        SQLException reason() {
            return reason;
        }
    }

    private static void closeAll(List<AutoCloseable> opened) {
        for (var closeable : opened.reversed()) {
            try {
                closeable.close();
            } catch (Exception e) {
                log.atWarn().setCause(e).log("could not be closed");
            }
        }
    }
}
