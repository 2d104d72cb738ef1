package io.claudeflow.swarm.memory.transfer;

import org.jspecify.annotations.Nullable;

/**
 * An archive of one swarm, as it lies in the directory of backups.
 *
 * @param header null when the file cannot be read
 * @param problem why it cannot be read, or null
 */
public record Archive(
        String name,
        long sizeBytes,
        @Nullable ExportHeader header,
        @Nullable String problem) {}
