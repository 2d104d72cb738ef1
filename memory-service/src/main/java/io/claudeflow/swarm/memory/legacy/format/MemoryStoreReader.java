package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import io.claudeflow.swarm.memory.legacy.source.SqliteTable;
import java.util.Set;

/**
 * {@code memory_store} of the JavaScript library, with numbers for times (B3), of an operator's init container, with
 * texts (B4), and of the twelve tables, without a type (B1). {@code compressed} is a flag that never meant anything:
 * the value is always plain.
 */
final class MemoryStoreReader implements TableReader {
    private final LegacyFormat format;

    MemoryStoreReader(LegacyFormat format) {
        this.format = format;
    }

    @Override
    public LegacyFormat format() {
        return format;
    }

    @Override
    public boolean accepts(SqliteTable table, Set<String> tables) {
        if (!table.name().equalsIgnoreCase("memory_store")
                || !table.has("key", "namespace", "value")
                || table.hasAny("swarm", "revision")) {
            return false;
        }
        if (!table.has("type")) {
            return format == LegacyFormat.TWELVE_TABLES;
        }
        var created = table.columns().getOrDefault("created_at", "");
        boolean texts = created.contains("TIME") || created.contains("DATE") || created.contains("TEXT");
        return format == (texts ? LegacyFormat.OPERATOR_STORE : LegacyFormat.SHARED_MEMORY);
    }

    @Override
    public RowOutcome read(RowFields row) {
        var raw = row.required("value");
        var type = row.first("type");
        // The operator's table calls everything json by default, so there the name alone proves nothing.
        var value = format == LegacyFormat.OPERATOR_STORE && "json".equalsIgnoreCase(type)
                ? row.values().jsonOrText(raw)
                : row.values().declared(type, raw);
        var entry = row.entry(
                row.textOr(EntryKey.DEFAULT_NAMESPACE, "namespace"),
                row.required("key"),
                value,
                row.expiringLifecycle());
        return row.read(Conventions.promoted(
                row, Fields.described(entry, row.object("metadata")).tagged(row.texts("tags"))));
    }
}
