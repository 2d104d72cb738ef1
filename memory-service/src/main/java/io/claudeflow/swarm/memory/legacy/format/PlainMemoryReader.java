package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;

/** Tables of plain entries beside a hive: {@code memories} (M1) and {@code memory} (H2). */
final class PlainMemoryReader extends Accepts.Reader {
    private PlainMemoryReader(Accepts rule) {
        super(rule);
    }

    static PlainMemoryReader memories() {
        return new PlainMemoryReader(
                Accepts.table(LegacyFormat.HIVE_MEMORIES, "memories", "namespace", "key", "value", "timestamp"));
    }

    static PlainMemoryReader memory() {
        return new PlainMemoryReader(Accepts.table(LegacyFormat.HIVE_FULL, "memory", "key", "namespace", "value"));
    }

    @Override
    public RowOutcome read(RowFields row) {
        var entry = row.entry(
                row.textOr(EntryKey.DEFAULT_NAMESPACE, "namespace"),
                row.required("key"),
                row.values().guessed(row.required("value")),
                row.expiringLifecycle());
        var metadata = row.object("metadata").withText("type", row.first("type"));
        return row.read(Fields.described(entry, metadata).tagged(row.texts("tags")));
    }
}
