package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.json.JsonFile;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;

/**
 * Namespaces with lists of {@code key}, {@code value} and {@code timestamp} (J1); more members become metadata. A
 * namespace that is no list is one bad row: the others are read.
 */
final class JsonNamespacesReader implements JsonReader {
    @Override
    public LegacyFormat format() {
        return LegacyFormat.JSON_NAMESPACES;
    }

    @Override
    public boolean accepts(JsonShape shape) {
        boolean onlyUnfinished = shape.members().isEmpty() && shape.fault() != null;
        return !shape.array()
                && !onlyUnfinished
                && (shape.everyMemberLists("key", "value")
                        || (shape.someMemberLists("key", "value") && !shape.has("entries")));
    }

    @Override
    public void read(JsonFile file, Elements out) {
        file.members((namespace, at) -> {
            if (at.atArray()) {
                out.array(at, namespace, element -> entry(element, namespace));
            } else {
                at.read();
                out.refuse(
                        namespace,
                        namespace,
                        MemoryException.invalid("namespace", namespace, "a list of entries, not another value"));
            }
        });
    }

    /** An entry of this shape. */
    static RowOutcome entry(ElementFields element, String namespace) {
        var entry = element.entry(
                namespace.isEmpty() ? EntryKey.DEFAULT_NAMESPACE : namespace,
                element.required("key"),
                element.values().member(element.value("value")),
                element.expiringLifecycle());
        var metadata = element.object()
                .without("key", "value", "namespace", "timestamp", "metadata", "tags")
                .without("createdAt", "updatedAt", "created_at", "updated_at", "expiresAt", "expires_at", "ttl");
        var described = Fields.described(entry, element.object("metadata"));
        return element.read(Fields.described(described, metadata).tagged(element.texts("tags")));
    }
}
