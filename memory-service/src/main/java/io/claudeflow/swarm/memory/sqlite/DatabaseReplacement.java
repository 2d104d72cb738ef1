package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.backup.RestoreOutcome;
import io.claudeflow.swarm.memory.backup.RestoreSelection;
import io.claudeflow.swarm.memory.backup.RestoreSource;
import io.claudeflow.swarm.memory.backup.RestoredDatabase;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;

/** A restore from beginning to end, without a service. */
public final class DatabaseReplacement {
    private DatabaseReplacement() {}

    /** A file on this machine. */
    public static RestoreSource source(Path file) {
        return new FileSource(file);
    }

    /**
     * The newest state that a program before an upgrade of the schema knew: the snapshot which that upgrade left beside
     * the database when it continues the backup, otherwise the backup.
     */
    public static RestoreSource newest(
            DatabaseConfig config, RestoreSource backup, String programVersion, Clock clock) {
        return new UpgradeSnapshots(new DatabaseFiles(config.path()), clock)
                .continuing(backup, programVersion)
                .orElse(backup);
    }

    /** Restores; the caller holds the lock. See {@link RestoringStart#restore}. */
    public static RestoredDatabase restore(
            DatabaseConfig config, RestoreSource source, RestoreSelection selection, Clock clock, Duration timeout) {
        var started = RestoringStart.restore(source, selection, config, clock, EngineListener.NONE);
        var rows = started.database().read(SnapshotCheck::rows);
        started.database().close(timeout);
        var manifest = source.manifest(new ArrayList<>());
        return switch (started.outcome()) {
            case RestoreOutcome.Restored restored ->
                new RestoredDatabase(
                        restored,
                        manifest == null ? "" : manifest.sha256(),
                        new DatabaseFiles(config.path()).databaseBytes(),
                        rows);
            case RestoreOutcome.NotRestored(var reasons) ->
                throw MemoryException.of(FailureKind.CORRUPT, String.join("; ", reasons));
            case RestoreOutcome.None() ->
                throw MemoryException.of(FailureKind.INTERNAL, source.location() + " was not restored");
        };
    }
}
