package io.claudeflow.swarm.memory.transfer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import did.
 *
 * @param source the swarm and namespace that the header names
 * @param entries lines with an entry, the sum of the numbers after it
 * @param imported written, or in a dry run: would be written
 * @param unchanged there already with the same content
 * @param skipped something else is there, and stays
 * @param expired expired by now
 * @param failed lines that could not be imported
 * @param complete whether the last line was there and agrees with the number of lines
 * @param errors the first errors
 */
public record ImportResult(
        ExportHeader source,
        boolean dryRun,
        long entries,
        long imported,
        long unchanged,
        long skipped,
        long expired,
        long failed,
        boolean complete,
        List<LineError> errors) {
    public ImportResult {
        errors = List.copyOf(errors);
    }

    /** Whether every entry of the export is in the store, or left out on purpose. */
    public boolean ok() {
        return complete && failed == 0;
    }

    /**
     * A line that could not be imported.
     *
     * @param line counted from 1, the header; 0 for the export as a whole
     * @param key of the entry, or null when the line could not be read so far
     */
    public record LineError(long line, @Nullable String key, String reason) {}
}
