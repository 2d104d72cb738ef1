package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;

/** {@code memory_entries} with {@code value}: text that may be JSON, times in seconds (E1). */
final class ShippedEntryReader extends Accepts.Reader {
    ShippedEntryReader() {
        super(Accepts.table(LegacyFormat.SHIPPED_ENTRIES, "memory_entries", "key", "value", "namespace", "expires_at")
                .without("content", "memory_key", "agent_id", "source"));
    }

    @Override
    public RowOutcome read(RowFields row) {
        return entry(row);
    }

    static RowOutcome entry(RowFields row) {
        var namespace = row.textOr(EntryKey.DEFAULT_NAMESPACE, "namespace");
        var entry = row.entry(
                namespace, row.required("key"), row.values().guessed(row.required("value")), row.expiringLifecycle());
        return row.read(Conventions.promoted(row, Fields.described(entry, row.object("metadata"))));
    }
}
