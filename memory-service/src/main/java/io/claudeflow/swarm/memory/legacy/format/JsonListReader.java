package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.legacy.json.JsonFile;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;

/** A plain list of keys and values, with a namespace each or without; also an empty list. */
final class JsonListReader implements JsonReader {
    @Override
    public LegacyFormat format() {
        return LegacyFormat.JSON_LIST;
    }

    @Override
    public boolean accepts(JsonShape shape) {
        return shape.array() && (shape.elements() == 0 ? shape.fault() == null : shape.has("key", "value"));
    }

    @Override
    public void read(JsonFile file, Elements out) {
        out.array(
                file,
                "entries",
                element ->
                        JsonNamespacesReader.entry(element, element.textOr(EntryKey.DEFAULT_NAMESPACE, "namespace")));
    }
}
