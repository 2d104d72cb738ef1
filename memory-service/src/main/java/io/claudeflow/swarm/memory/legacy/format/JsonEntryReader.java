package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.decode.DecodedValue;
import io.claudeflow.swarm.memory.legacy.decode.ValueDecoder;
import io.claudeflow.swarm.memory.legacy.json.Json;
import io.claudeflow.swarm.memory.legacy.json.JsonFile;
import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonArray;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonText;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import java.nio.charset.StandardCharsets;

/**
 * A list of entries with identity and tags (J3), its backup (J4), and the entries of a partitioned memory. {@code
 * compressed: true} never meant compression but a value that was encoded as JSON once more. The checksum is the SHA-256
 * of the compact JSON of the stored value.
 */
final class JsonEntryReader implements JsonReader {
    private final LegacyFormat format;

    JsonEntryReader(LegacyFormat format) {
        this.format = format;
    }

    @Override
    public LegacyFormat format() {
        return format;
    }

    @Override
    public boolean accepts(JsonShape shape) {
        return switch (format) {
            case JSON_ENTRIES -> shape.array() && shape.has("id", "key", "value") && isManaged(shape);
            case JSON_BACKUP ->
                shape.is("entries", JsonShape.Kind.ARRAY)
                        && shape.has("timestamp", "version")
                        && !shape.has("partitions")
                        && shape.holds("entries", "key", "value");
            default ->
                shape.is("entries", JsonShape.Kind.ARRAY)
                        && shape.is("partitions", JsonShape.Kind.ARRAY)
                        && shape.has("timestamp");
        };
    }

    private static boolean isManaged(JsonShape shape) {
        return shape.has("namespace") || shape.has("owner") || shape.has("checksum") || shape.has("createdAt");
    }

    @Override
    public void read(JsonFile file, Elements out) {
        if (format == LegacyFormat.JSON_ENTRIES) {
            out.array(file, "entries", element -> entry(element, EntryKey.DEFAULT_NAMESPACE));
            return;
        }
        var namespace = new String[] {EntryKey.DEFAULT_NAMESPACE};
        file.members((name, at) -> {
            if (name.equals("namespace") && !at.atObject() && !at.atArray()) {
                namespace[0] = at.read() instanceof JsonText(var text) && !text.isEmpty() ? text : namespace[0];
            } else if (name.equals("entries")) {
                out.array(at, "entries", element -> entry(element, namespace[0]));
            }
        });
    }

    private static RowOutcome entry(ElementFields element, String namespace) {
        var stored = element.value("value");
        checkChecksum(element, stored);
        var key = element.required("key", "id");
        var metadata = element.object("metadata")
                .withText("originalId", element.first("id"))
                .withText("type", element.first("type"))
                .withText("owner", element.first("owner"))
                .withText("accessLevel", element.first("accessLevel"));
        for (var list : new String[] {"references", "dependencies"}) {
            if (element.value(list) instanceof JsonArray array
                    && !array.elements().isEmpty()) {
                metadata = metadata.with(list, array);
            }
        }
        var entry = element.entry(
                element.textOr(namespace, "namespace", "partition"),
                key,
                value(element, stored),
                element.expiringLifecycle());
        return element.read(Fields.described(entry, metadata).tagged(element.texts("tags")));
    }

    private static DecodedValue value(ElementFields element, JsonValue stored) {
        if (element.object().isTrue("compressed") && stored instanceof JsonText(var encoded)) {
            return element.values().parsed(Json.parse("value", encoded));
        }
        return element.values().member(stored);
    }

    private static void checkChecksum(ElementFields element, JsonValue stored) {
        var checksum = element.first("checksum");
        if (checksum == null || checksum.length() != 64) {
            return;
        }
        var actual = ValueDecoder.sha256(Json.write(stored).getBytes(StandardCharsets.UTF_8));
        if (!checksum.equalsIgnoreCase(actual)) {
            throw MemoryException.ofField(
                    FailureKind.CORRUPT, "checksum", checksum, "the SHA-256 of the value, " + actual);
        }
    }
}
