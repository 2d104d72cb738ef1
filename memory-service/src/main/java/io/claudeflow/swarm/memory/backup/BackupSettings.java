package io.claudeflow.swarm.memory.backup;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where backups lie and which are taken by themselves.
 *
 * @param interval time between two scheduled backups; zero takes none
 * @param retention how many verified backups a scheduled one leaves, 1 or more
 */
public record BackupSettings(Path directory, Duration interval, int retention) {
    public BackupSettings {
        if (interval.isNegative()) {
            throw MemoryException.invalid("BACKUP_INTERVAL", interval, "zero or more");
        }
        if (retention < 1) {
            throw MemoryException.invalid("BACKUP_RETENTION", retention, "1 or more");
        }
    }

    /** The documented defaults for a database: {@code backups} beside it, none taken by themselves, 7 kept. */
    public static BackupSettings defaults(Path database) {
        return new BackupSettings(database.toAbsolutePath().resolveSibling("backups"), Duration.ZERO, 7);
    }
}
