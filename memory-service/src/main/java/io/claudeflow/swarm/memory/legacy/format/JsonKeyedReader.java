package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.legacy.json.JsonFile;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;

/** Entries by key, values of any type, times in ISO-8601, no namespace (J5). */
final class JsonKeyedReader implements JsonReader {
    @Override
    public LegacyFormat format() {
        return LegacyFormat.JSON_KEYED;
    }

    @Override
    public boolean accepts(JsonShape shape) {
        return shape.is("entries", JsonShape.Kind.OBJECT) && shape.has("version") && !shape.array();
    }

    @Override
    public void read(JsonFile file, Elements out) {
        file.members((name, at) -> {
            if (name.equals("entries")) {
                entries(at, out);
            }
        });
    }

    /** The entries of this shape, wherever the object stands. */
    static void entries(JsonFile at, Elements out) {
        out.object(at, "entries", JsonKeyedReader::entry);
    }

    static RowOutcome entry(ElementFields element) {
        var key = element.text("key");
        var entry = element.entry(
                element.textOr(EntryKey.DEFAULT_NAMESPACE, "namespace"),
                key == null ? element.origin().row() : key,
                element.values().member(element.value("value")),
                element.expiringLifecycle());
        return element.read(Fields.described(entry, element.object("metadata")).tagged(element.texts("tags")));
    }
}
