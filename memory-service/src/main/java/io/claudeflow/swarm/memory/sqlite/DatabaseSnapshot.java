package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.backup.BackupDirectory;
import io.claudeflow.swarm.memory.backup.DurableFiles;
import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Objects;

/**
 * A snapshot of a database that nobody serves; the caller holds the lock on it. What a killed service left in its log
 * is part of it. The database is not upgraded.
 */
public final class DatabaseSnapshot {
    private static final long RESERVE_BYTES = 1L << 20;

    private final DatabaseConfig config;
    private final String programVersion;
    private final Clock clock;

    public DatabaseSnapshot(DatabaseConfig config, String programVersion, Clock clock) {
        this.config = config;
        this.programVersion = programVersion;
        this.clock = clock;
    }

    /**
     * Writes a snapshot to the disk and checks it.
     *
     * @param file must not be there yet
     * @return what is in it
     */
    public Manifest take(Path file) {
        completeRestore();
        if (Files.notExists(config.path())) {
            throw MemoryException.ofField(FailureKind.NOT_FOUND, "db", config.path(), "a database");
        }
        try (var session = new SqliteConnections(config).plain()) {
            Schema.current().checkKnown(session, config.path());
            requireSpace(session, file);
            session.vacuumInto(file);
        } catch (SQLException e) {
            throw failure(file, e);
        }
        try {
            DurableFiles.sync(file);
            return new SnapshotManifests(config.path(), programVersion, clock).of(file);
        } catch (IOException e) {
            throw BackupFiles.unusable(file, e);
        }
    }

    /** A restore that was interrupted between two renames left no file under the database's name. */
    private void completeRestore() {
        if (Files.notExists(config.path())
                && new DatabaseRestore(config, clock).pending().isPresent()) {
            RestoringStart.open(config, clock, EngineListener.NONE).database().close();
        }
    }

    private static void requireSpace(SqliteSession session, Path file) throws SQLException {
        var directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a directory");
        long needed = (session.queryLong("PRAGMA page_count") - session.queryLong("PRAGMA freelist_count"))
                        * session.queryLong("PRAGMA page_size")
                + RESERVE_BYTES;
        BackupDirectory.requireSpace(directory, needed, BackupFiles.freeBytes(directory), "the backup");
    }

    private MemoryException failure(Path file, SQLException e) {
        return SqliteFailures.code(e) == SqliteFailures.FULL
                ? MemoryException.of(FailureKind.STORAGE_FULL, "no space left for the backup " + file, e)
                : StartUp.failure(config.path(), e);
    }
}
