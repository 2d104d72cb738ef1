package io.claudeflow.swarm.memory.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backup that lies in the directory of backups.
 *
 * @param name of its file
 * @param createdAt by its manifest, or without one when the file was last written
 * @param manifest null when the file came without one
 * @param problem what is wrong at first sight, or null; {@link Backups#verify} looks closer
 */
public record Backup(
        String name,
        long sizeBytes,
        Instant createdAt,
        @Nullable Manifest manifest,
        @Nullable String problem) {
    /** Whether the file was opened and checked, and looks as it did then. */
    public boolean verified() {
        return problem == null && manifest != null && manifest.verifiedAt() != null;
    }
}
