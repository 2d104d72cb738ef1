package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import io.claudeflow.swarm.memory.legacy.source.Cell;
import io.claudeflow.swarm.memory.legacy.source.Row;

/**
 * {@code memory_entries} of the Python manager: gzip of JSON in a blob with the digest of the text; {@code expires_at}
 * is local time without a zone (E5). The namespace is the category, which is the first segment of the key.
 */
final class PythonEntryReader extends Accepts.Reader {
    PythonEntryReader() {
        super(Accepts.table(
                LegacyFormat.PYTHON_ENTRIES, "memory_entries", "memory_key", "category", "compressed_data"));
    }

    @Override
    public RowOutcome read(RowFields row) {
        if (!(row.row().cell("compressed_data") instanceof Cell.Blob packed)) {
            if (row.row().cell("compressed_data") instanceof Cell.TooLarge(var bytes)) {
                throw Row.tooLarge("compressed_data", bytes);
            }
            throw MemoryException.ofField(FailureKind.CORRUPT, "compressed_data", "no blob", "gzip");
        }
        var metadata = row.object("metadata")
                .withText("category", row.first("category"))
                .withText("swarmId", row.first("swarm_id"))
                .withText("agentName", row.first("agent_name"))
                .withText("sessionId", row.first("session_id"));
        var entry = row.entry(
                row.textOr(EntryKey.DEFAULT_NAMESPACE, "category"),
                row.required("memory_key"),
                row.values().gzipJson(packed.copy(), row.first("data_hash")),
                row.expiringLifecycle());
        return row.read(Fields.described(entry, metadata).tagged(row.texts("tags")));
    }
}
