package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the write-ahead log into the database file on a thread and a connection of its own, so that no caller ever
 * waits for it. PASSIVE runs beside the writer; when the log is beyond its bound, it is first copied passively until
 * little is left, and then restarted in a short pause between two transactions of the writer. The same thread ends
 * reads that have held their state of the database for too long and wakes writes that have waited for too long; without
 * a log that is all it does.
 */
final class Checkpointer {
    private static final Logger log = LoggerFactory.getLogger(Checkpointer.class);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final long IDLE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final int FRAMES_WORTH_IT = 1000;
    private static final int FRAMES_IN_A_PAUSE = 200;
    private static final long SMALL_LOG_BYTES = 16L << 20;
    private static final long SMALLEST_LOG_BYTES = 1L << 20;
    private static final int PASSES_BEFORE_RESTART = 8;

    private final SqliteSession session;
    private final Writer writer;
    private final ReaderPool readers;
    private final LogGrowth growth;
    private final DatabaseFiles files;
    private final EngineListener listener;
    private final boolean wal;
    private final long limitBytes;
    private final Thread thread;
    private volatile boolean running = true;
    private long lastCheckpoint = System.nanoTime();
    private long lastFailure;
    private boolean failing;

    Checkpointer(
            SqliteSession session,
            Writer writer,
            ReaderPool readers,
            LogGrowth growth,
            DatabaseConfig config,
            EngineListener listener) {
        this.session = session;
        this.writer = writer;
        this.readers = readers;
        this.growth = growth;
        this.files = new DatabaseFiles(config.path());
        this.listener = listener;
        this.wal = config.wal();
        this.limitBytes = config.logLimitBytes();
        this.thread =
                Thread.ofPlatform().name("swarm-memory-checkpointer").daemon().start(this::run);
    }

    /** SQLite's answer to a checkpoint. Frames are pages in the log. */
    private record Outcome(boolean busy, long frames, long copied) {}

    private void run() {
        while (running) {
            LockSupport.parkNanos(TICK.toNanos());
            try {
                readers.endOldReads();
                writer.endOldWaits();
                if (isDue()) {
                    checkpoint();
                }
            } catch (SQLException e) {
                session.forgetStatements(e);
                failed(e);
            } catch (MemoryException e) {
                failed(e);
            }
        }
    }

    /** Said once: on a full disk it stays so for hours. */
    private void failed(Exception e) {
        var line = failing ? log.atDebug() : log.atWarn();
        line.addKeyValue("reason", e.getMessage()).log("checkpoint failed, it will be tried again");
        failing = true;
        lastFailure = System.nanoTime();
    }

    private boolean isDue() {
        if (failing && System.nanoTime() - lastFailure < RETRY_NANOS) {
            return false;
        }
        long frames = wal ? growth.frames() : 0;
        return frames >= FRAMES_WORTH_IT || (frames > 0 && System.nanoTime() - lastCheckpoint > IDLE_NANOS);
    }

    private void checkpoint() throws SQLException {
        long start = System.nanoTime();
        long before = growth.frames();
        var outcome = passive(session);
        growth.subtract(before);
        boolean idle = before < FRAMES_WORTH_IT;
        long limit = limit();
        if (outcome.frames() > limit / SqliteConnections.PAGE_SIZE) {
            catchUp(outcome);
            var mode = files.logBytes() > 2 * limit ? "TRUNCATE" : "RESTART";
            writer.pause(connection -> run(connection, mode));
        } else if (idle && files.logBytes() > Math.min(limit, SMALL_LOG_BYTES)) {
            writer.pause(connection -> run(connection, "TRUNCATE"));
        }
        lastCheckpoint = System.nanoTime();
        if (failing) {
            failing = false;
            log.atInfo().log("checkpoints succeed again");
        }
        report(Duration.ofNanos(lastCheckpoint - start));
    }

    /** Copies what was written during the pass before, until that is so little that the writer may pause for it. */
    private void catchUp(Outcome first) throws SQLException {
        long copied = first.copied();
        for (int pass = 0; pass < PASSES_BEFORE_RESTART; pass++) {
            var next = passive(session);
            if (next.copied() - copied <= FRAMES_IN_A_PAUSE) {
                return;
            }
            copied = next.copied();
        }
    }

    /** The configured bound, less on a volume where it would be more than an eighth of the free space. */
    private long limit() {
        return Math.min(limitBytes, Math.max(SMALLEST_LOG_BYTES, files.diskFreeBytes() / 8));
    }

    private void report(Duration duration) {
        try {
            listener.checkpointFinished(duration, files.logBytes());
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("listener failed");
        }
    }

    private static Outcome passive(SqliteSession connection) throws SQLException {
        return run(connection, "PASSIVE");
    }

    /** Runs a checkpoint without waiting for readers: one that is in the way is simply reported. */
    private static Outcome run(SqliteSession connection, String mode) throws SQLException {
        long timeout = connection.queryLong("PRAGMA busy_timeout");
        connection.execute("PRAGMA busy_timeout=0");
        try (var rows =
                connection.prepare("PRAGMA wal_checkpoint(" + mode + ")").executeQuery()) {
            rows.next();
            return new Outcome(rows.getInt(1) != 0, rows.getLong(2), rows.getLong(3));
        } finally {
            connection.execute("PRAGMA busy_timeout=" + timeout);
        }
    }

    /** Copies the whole log and empties its file; false when a reader was in the way. */
    static boolean truncate(SqliteSession connection) throws SQLException {
        return !run(connection, "TRUNCATE").busy();
    }

    /** Ends the thread and its connection; one that waits for a writer which does not stop is left behind. */
    void close() throws SQLException, InterruptedException {
        running = false;
        LockSupport.unpark(thread);
        if (thread.join(STOP_TIMEOUT)) {
            session.close();
        }
    }
}
