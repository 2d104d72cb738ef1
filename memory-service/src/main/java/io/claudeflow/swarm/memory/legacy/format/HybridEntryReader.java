package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;

/**
 * {@code memory_entries} with both {@code value} and {@code content}: old rows keep their data in {@code value}, their
 * {@code content} being empty, and their times in seconds; new rows are the other way round.
 */
final class HybridEntryReader extends Accepts.Reader {
    HybridEntryReader() {
        super(Accepts.table(LegacyFormat.HYBRID_ENTRIES, "memory_entries", "key", "value", "content", "status"));
    }

    @Override
    public RowOutcome read(RowFields row) {
        var content = row.textOr(row.textOr("", "value"), "content");
        return ContentEntryReader.entry(row, row.values().guessed(content));
    }
}
