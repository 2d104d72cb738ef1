package io.claudeflow.swarm.memory.sqlite;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a database is opened.
 *
 * @param wal write-ahead log, or else a rollback journal; both are safe, the log is faster and readers never wait
 * @param fullSync whether each commit is on the disk before it is acknowledged; otherwise a loss of power may take the
 *     last moments with it, never the file
 * @param incrementalVacuum fixed when the file is created
 * @param readConnections 1 or more
 * @param writeQueue waiting writes, at most
 * @param writeQueueBytes bytes of the waiting writes, at most
 * @param requestTimeout how long a write waits for the writer and a read for a connection
 * @param maxReadAge how long one read may hold its state of the database before it is ended
 * @param logLimitBytes size of the write-ahead log from which it is restarted
 */
public record DatabaseConfig(
        Path path,
        boolean wal,
        boolean fullSync,
        boolean incrementalVacuum,
        int readConnections,
        int writeQueue,
        long writeQueueBytes,
        Duration requestTimeout,
        Duration maxReadAge,
        long logLimitBytes) {
    /** The same for another file. */
    DatabaseConfig at(Path other) {
        return new DatabaseConfig(
                other,
                wal,
                fullSync,
                incrementalVacuum,
                readConnections,
                writeQueue,
                writeQueueBytes,
                requestTimeout,
                maxReadAge,
                logLimitBytes);
    }
}
