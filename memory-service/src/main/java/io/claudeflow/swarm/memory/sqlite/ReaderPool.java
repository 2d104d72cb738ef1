package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fixed number of read-only connections. Few on purpose: reads beyond them wait, so that misses of the cache never
 * starve the writer of processors. A read that holds its state of the database for too long is ended, because it keeps
 * the write-ahead log from starting again. Thread-safe.
 */
final class ReaderPool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReaderPool.class);
    private static final Duration RETRY_AFTER = Duration.ofMillis(500);

    private final List<Reader> readers = new ArrayList<>();
    private final BlockingQueue<Reader> idle;
    private final Duration patience;
    private final Duration maxAge;
    private volatile boolean closed;

    ReaderPool(SqliteConnections connections, DatabaseConfig config) throws SQLException {
        this.idle = new ArrayBlockingQueue<>(config.readConnections());
        this.patience = config.requestTimeout();
        this.maxAge = config.maxReadAge();
        for (int i = 0; i < config.readConnections(); i++) {
            var reader = new Reader(connections.reader());
            readers.add(reader);
            idle.add(reader);
        }
    }

    private static final class Reader {
        private final SqliteSession session;
        private long started;
        private boolean busy;

        Reader(SqliteSession session) {
            this.session = session;
        }

        synchronized void begin() {
            started = System.nanoTime();
            busy = true;
        }

        synchronized void end() {
            busy = false;
        }

        /** Under the same lock as {@link #end}, so that an interrupt never reaches the next read. */
        synchronized boolean interruptIfOlderThan(Duration age) throws SQLException {
            boolean tooOld = busy && System.nanoTime() - started > age.toNanos();
            if (tooOld) {
                session.interrupt();
            }
            return tooOld;
        }
    }

    /** Runs the work on one state of the database. */
    <T extends @Nullable Object> T read(ReadWork<T> work) {
        return readOne(session -> inTransaction(session, work));
    }

    /** Runs work of one statement, which sees one state of the database by itself. */
    <T extends @Nullable Object> T readOne(ReadWork<T> work) {
        var reader = borrow();
        reader.begin();
        try {
            return work.run(reader.session);
        } catch (SQLException e) {
            reader.session.forgetStatements(e);
            throw SqliteFailures.of(e);
        } finally {
            reader.end();
            idle.add(reader);
        }
    }

    /** Ends reads that have held their state of the database for too long. */
    void endOldReads() {
        for (var reader : readers) {
            try {
                if (reader.interruptIfOlderThan(maxAge)) {
                    log.atWarn().addKeyValue("maxAge", maxAge).log("read ended, it took too long");
                }
            } catch (SQLException e) {
                log.atWarn().setCause(e).log("a read could not be ended");
            }
        }
    }

    /** Waits for the running reads, at most as long as one may take, and closes the connections. */
    @Override
    public void close() throws SQLException {
        closed = true;
        long deadline = System.nanoTime() + maxAge.toNanos();
        for (int i = 0; i < readers.size(); i++) {
            var reader = poll(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (reader != null) {
                reader.session.close();
            }
        }
    }

    private static <T extends @Nullable Object> T inTransaction(SqliteSession session, ReadWork<T> work)
            throws SQLException {
        session.prepare("BEGIN").executeUpdate();
        try {
            return work.run(session);
        } finally {
            endTransaction(session);
        }
    }

    private static void endTransaction(SqliteSession session) {
        try {
            session.prepare("ROLLBACK").executeUpdate();
        } catch (SQLException e) {
            log.atDebug().setCause(e).log("the read's transaction had ended already");
        }
    }

    private Reader borrow() {
        if (closed) {
            throw MemoryException.of(FailureKind.UNAVAILABLE, "the store is closed");
        }
        var reader = idle.poll();
        if (reader == null) {
            reader = poll(patience);
        }
        if (reader == null) {
            throw MemoryException.busy("all " + readers.size() + " read connections are in use", RETRY_AFTER);
        }
        return reader;
    }

    private @Nullable Reader poll(Duration wait) {
        try {
            return idle.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MemoryException.of(FailureKind.DEADLINE_EXCEEDED, "the read was cancelled while it waited", e);
        }
    }
}
