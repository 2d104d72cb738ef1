package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.backup.RestoreSelection;
import io.claudeflow.swarm.memory.backup.RestoreSource;
import io.claudeflow.swarm.memory.backup.RestoredDatabase;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.sqlite.DatabaseLock;
import io.claudeflow.swarm.memory.sqlite.DatabaseReplacement;
import io.claudeflow.swarm.memory.sqlite.DatabaseSnapshot;
import io.claudeflow.swarm.memory.sqlite.StartUpGuards;
import java.nio.file.Path;
import java.time.Clock;

/** What is done with a database that no service has open: the lock on it is held meanwhile. */
public final class OfflineStore {
    private OfflineStore() {}

    /**
     * Restores a file into a database that no service has open. The replaced database is kept beside it. The same call
     * once more after it was interrupted goes on where it was, and after it was done it does nothing.
     *
     * @throws MemoryException when the file is not a sound backup; the database is then what it was
     */
    public static RestoredDatabase restore(
            EngineConfig config, RestoreSource source, RestoreSelection selection, Clock clock) {
        StartUpGuards.prepareDirectory(config.database(), config.allowNetworkFilesystem());
        try (var _ = DatabaseLock.acquire(config.database(), clock)) {
            return DatabaseReplacement.restore(
                    config.databaseConfig(), source, selection, clock, config.shutdownTimeout());
        }
    }

    /** See {@link DatabaseReplacement#newest}. */
    public static RestoreSource newest(EngineConfig config, RestoreSource backup, Clock clock) {
        StartUpGuards.prepareDirectory(config.database(), config.allowNetworkFilesystem());
        return DatabaseReplacement.newest(config.databaseConfig(), backup, ProgramVersion.current(), clock);
    }

    /** A file on this machine as what is to be restored. */
    public static RestoreSource fileSource(Path file) {
        return DatabaseReplacement.source(file);
    }

    /**
     * Writes a checked snapshot of a database that no service has open.
     *
     * @param file must not be there yet
     * @throws MemoryException when another process holds the database, or it is damaged
     */
    public static Manifest snapshot(EngineConfig config, Path file, Clock clock) {
        StartUpGuards.prepareDirectory(config.database(), config.allowNetworkFilesystem());
        try (var _ = DatabaseLock.acquire(config.database(), clock)) {
            return new DatabaseSnapshot(config.databaseConfig(), ProgramVersion.current(), clock).take(file);
        }
    }

    /**
     * Moves a damaged database and its log aside, so that a backup can take its place. Only by an explicit order: no
     * start ever does it.
     *
     * @return where the database lies now; its log lies beside it under the matching name
     * @throws MemoryException when another process holds the database
     */
    public static Path setAside(Path database, Clock clock) {
        try (var _ = DatabaseLock.acquire(database, clock)) {
            return StartUpGuards.setAside(database, clock);
        }
    }
}
