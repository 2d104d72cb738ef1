package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;

/**
 * {@code patterns} with {@code pattern_data}: rows of type {@code reasoning_memory} are entries, whose key is the title
 * and whose namespace is the domain; others are patterns.
 */
final class ReasoningBankReader extends Accepts.Reader {
    ReasoningBankReader() {
        super(Accepts.table(LegacyFormat.CONTENT_ENTRIES, "patterns", "id", "type", "pattern_data")
                .without("swarm", "pattern_type"));
    }

    @Override
    public RowOutcome read(RowFields row) {
        if (!"reasoning_memory".equals(row.text("type"))) {
            return row.read(PatternReader.pattern(row, "id", "type", "pattern_data"));
        }
        var data = row.object("pattern_data");
        var namespace = data.firstText("namespace", "original_namespace", "domain");
        var key = data.firstText("original_key", "title");
        var value = data.has("original_value") ? data.get("original_value") : data.get("content");
        var entry = row.entry(
                namespace == null || namespace.isEmpty() ? EntryKey.DEFAULT_NAMESPACE : namespace,
                key == null ? row.required("id") : key,
                row.values().member(value == null ? JsonValue.NULL : value),
                row.lifecycle());
        var metadata = data.without("title", "content", "original_value", "original_key", "namespace")
                .withText("patternId", row.first("id"));
        return row.read(Fields.described(entry, metadata));
    }
}
