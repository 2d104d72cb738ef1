package io.claudeflow.swarm.memory.backup;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where backups lie and which are taken by themselves.
 *
 * @param directory a relative path counts from the directory of the database
 * @param interval time between two scheduled backups; zero takes none
 * @param retention how many verified backups a scheduled one leaves, 1 or more
 */
public record BackupSettings(Path directory, Duration interval, int retention) {
    /** The documented defaults: {@code backups} beside the database, none taken by themselves, 7 kept. */
    public static final BackupSettings DEFAULT = new BackupSettings(Path.of("backups"), Duration.ZERO, 7);

    public BackupSettings {
        if (directory.toString().matches(".*[?#].*")) {
            throw MemoryException.invalid("BACKUP_DIR", directory, "a path without ? and #");
        }
        if (interval.isNegative()) {
            throw MemoryException.invalid("BACKUP_INTERVAL", interval, "zero or more");
        }
        if (retention < 1) {
            throw MemoryException.invalid("BACKUP_RETENTION", retention, "1 or more");
        }
    }
}
