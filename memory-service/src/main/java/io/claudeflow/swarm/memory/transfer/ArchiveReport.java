package io.claudeflow.swarm.memory.transfer;

import org.jspecify.annotations.Nullable;

/**
 * What archiving did.
 *
 * @param name the archive, or null when nothing was selected, and in a dry run
 * @param selected entries that the selection names
 * @param archived entries in the archive
 * @param deleted entries that are in the archive and no longer in the store
 * @param kept entries that are in the archive and, because they were written meanwhile, stay in the store
 * @param valueBytes of the selected entries, before compression
 * @param archiveBytes size of the archive
 */
public record ArchiveReport(
        @Nullable String name,
        boolean dryRun,
        long selected,
        long archived,
        long deleted,
        long kept,
        long valueBytes,
        long archiveBytes) {}
