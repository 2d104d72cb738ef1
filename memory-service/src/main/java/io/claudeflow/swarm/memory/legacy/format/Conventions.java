package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.legacy.json.Json;
import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonObject;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Entry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Agents, tasks and so on that earlier systems kept as entries under a conventional namespace and key: the library's
 * {@code swarm:agents} / {@code agent:<id>}, and {@code agents} / {@code agent:<swarm>:<id>} of a later build, whose
 * inner objects are texts of JSON. Only an entry whose namespace, key and value all fit becomes more than an entry.
 */
final class Conventions {
    private Conventions() {}

    static LegacyRecord promoted(Fields row, Entry entry) {
        var prefix = switch (entry.namespace()) {
            case "swarm:agents", "agents" -> "agent:";
            case "swarm:tasks", "tasks" -> "task:";
            case "swarm:patterns" -> "pattern:";
            case "swarm:consensus" -> "consensus:";
            case "swarm:communications" -> "comm:";
            case "swarms" -> "swarm:";
            default -> null;
        };
        if (prefix == null || !entry.key().startsWith(prefix)) {
            return entry;
        }
        var document = document(entry);
        var id = document == null ? null : id(entry.key(), prefix, document);
        return document == null || id == null
                ? entry
                : promoted(entry, prefix, id, new ElementFields(document, entry.origin(), row.options()));
    }

    private static LegacyRecord promoted(Entry entry, String prefix, String id, Fields fields) {
        var record = switch (prefix) {
            case "agent:" -> AggregateReader.agent(fields, id);
            case "task:" -> AggregateReader.task(fields, id);
            case "pattern:" -> PatternReader.pattern(fields, id);
            case "consensus:" -> AggregateReader.consensus(fields, id);
            case "comm:" -> AggregateReader.message(fields, id);
            default -> AggregateReader.swarm(fields, id);
        };
        return AggregateReader.withLifecycle(record, entry.lifecycle());
    }

    /** The id in the document when the key ends with it; the end of the key when there is none; otherwise null. */
    private static @Nullable String id(String key, String prefix, JsonObject document) {
        var tail = key.substring(prefix.length());
        var named = document.text("id");
        if (named == null) {
            var last = tail.substring(tail.lastIndexOf(':') + 1);
            return last.isEmpty() ? null : last;
        }
        var id = named.startsWith(prefix) ? named.substring(prefix.length()) : named;
        return !id.isEmpty() && (tail.equals(id) || tail.endsWith(":" + id)) ? id : null;
    }

    private static @Nullable JsonObject document(Entry entry) {
        if (entry.value().encoding() != EntryValue.Encoding.JSON
                || !(Json.tryParse(entry.value().asString()).orElse(null) instanceof JsonObject object)) {
            return null;
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        object.members().forEach((name, value) -> members.put(name, Fields.documentValue(value)));
        return new JsonObject(members);
    }
}
