package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonNumber;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

/**
 * {@code collective_memory} of a hive (H1, H3): the namespace is {@code hive:<type>} for the eight known types and
 * {@code hive:knowledge} without one. Swarms keep apart by the key {@code <swarm_id>/<key>}, because (swarm_id, key) is
 * what the table is unique by. Optional columns differ between builds; times are numbers until a row is updated and
 * texts from then on.
 */
final class CollectiveMemoryReader extends Accepts.Reader {
    static final Set<String> TYPES =
            Set.of("knowledge", "context", "task", "result", "error", "metric", "consensus", "system");

    CollectiveMemoryReader() {
        super(Accepts.table(LegacyFormat.HIVE, "collective_memory", "key", "value"));
    }

    @Override
    public RowOutcome read(RowFields row) {
        var type = row.textOr("knowledge", "type");
        var swarm = row.first("swarm_id");
        var key = row.required("key");
        var metadata = row.object("metadata")
                .withText("originalId", row.first("id"))
                .withText("originalKey", key)
                .withText("swarmId", swarm)
                .withText("createdBy", row.first("created_by"))
                .withText("type", type);
        if (!row.value("confidence").equals(JsonValue.NULL)) {
            metadata = metadata.with(
                    "confidence",
                    new JsonNumber(
                            BigDecimal.valueOf(row.number(1, "confidence")).toString()));
        }
        var entry = row.entry(
                namespace(type),
                swarm == null || key.isEmpty() ? key : swarm + "/" + key,
                row.values().guessed(row.required("value")),
                row.expiringLifecycle());
        return row.read(Fields.described(entry, metadata).tagged(row.texts("tags")));
    }

    private static String namespace(String type) {
        var known = type.toLowerCase(Locale.ROOT);
        return TYPES.contains(known) ? "hive:" + known : "hive:" + type;
    }
}
