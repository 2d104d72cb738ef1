package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;

/** {@code memory_entries} of a consolidation: {@code value} as it was, {@code source} the file it came from (E3). */
final class UnifiedEntryReader extends Accepts.Reader {
    UnifiedEntryReader() {
        super(Accepts.table(LegacyFormat.UNIFIED_ENTRIES, "memory_entries", "key", "value", "source", "timestamp")
                .without("ttl", "expires_at", "content"));
    }

    @Override
    public RowOutcome read(RowFields row) {
        var entry = row.entry(
                row.textOr(EntryKey.DEFAULT_NAMESPACE, "namespace"),
                row.required("key"),
                row.values().guessed(row.required("value")),
                row.lifecycle());
        var metadata = row.object("metadata").withText("source", row.first("source"));
        return row.read(Fields.described(entry, metadata).tagged(row.texts("tags")));
    }
}
