package io.claudeflow.swarm.memory.json;

import io.claudeflow.swarm.memory.entry.Cleared;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryPage;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.NamespaceSummary;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.revision.Revision;
import java.util.List;

/** The JSON forms in which entries and the outcomes of operations are answered; described by the OpenAPI document. */
public final class EntryJson {
    private static final int MEMBERS_BYTES = 640;
    private static final int LARGEST_ROOM = 64 * 1024;

    private EntryJson() {}

    /** An entry; text is a JSON string, bytes are base64, and a listing without values has no {@code value}. */
    public static byte[] entry(Entry entry) {
        return write(writer(entry), entry).toBytes();
    }

    /** A writer with room for an entry that is not large. */
    public static JsonWriter writer(Entry entry) {
        int room = MEMBERS_BYTES + entry.metadata().length() + entry.valueBytes() * 9 / 8;
        return new JsonWriter(Math.min(LARGEST_ROOM, room));
    }

    public static JsonWriter write(JsonWriter json, Entry entry) {
        json.beginObject();
        identity(json, entry.key());
        var value = entry.value();
        if (value != null) {
            json.name("value");
            write(json, value);
        }
        json.name("encoding").string(Envelope.name(entry.encoding()));
        json.name("tags").strings(entry.tags().names());
        json.name("metadata").raw(entry.metadata());
        json.name("version").number(entry.version());
        json.name("revision").string(entry.revision().toString());
        json.name("createdAt").instant(entry.createdAt());
        json.name("updatedAt").instant(entry.updatedAt());
        json.name("expiresAt").instant(entry.expiresAt());
        json.name("accessedAt").instant(entry.accessedAt());
        json.name("accessCount").number(entry.accessCount());
        json.name("valueBytes").number(entry.valueBytes());
        json.name("storedBytes").number(entry.storedBytes());
        return json.endObject();
    }

    public static byte[] stored(EntryKey key, OperationResult.Stored stored) {
        var json = new JsonWriter().beginObject();
        identity(json, key);
        return members(json, stored).endObject().toBytes();
    }

    /** The members of a stored entry, inside an object that the caller opened. */
    public static JsonWriter members(JsonWriter json, OperationResult.Stored stored) {
        json.name("revision").string(stored.revision().toString());
        json.name("version").number(stored.version());
        json.name("created").bool(stored.created());
        json.name("createdAt").instant(stored.createdAt());
        json.name("updatedAt").instant(stored.updatedAt());
        json.name("expiresAt").instant(stored.expiresAt());
        return json.name("storedBytes").number(stored.storedBytes());
    }

    public static byte[] deleted(EntryKey key, OperationResult.Deleted deleted) {
        var json = new JsonWriter().beginObject();
        identity(json, key);
        return members(json, deleted).endObject().toBytes();
    }

    /** The members of a deletion, inside an object that the caller opened. */
    public static JsonWriter members(JsonWriter json, OperationResult.Deleted deleted) {
        json.name("deleted").bool(deleted.found());
        return json.name("revision").string(deleted.revision().toString());
    }

    public static byte[] page(EntryPage page) {
        var json = new JsonWriter(4096).beginObject().name("entries").beginArray();
        page.entries().forEach(entry -> write(json, entry));
        json.endArray();
        json.name("nextCursor").string(page.nextCursor());
        json.name("revision").string(page.revision().toString());
        return json.endObject().toBytes();
    }

    public static byte[] cleared(Cleared cleared) {
        var json = new JsonWriter().beginObject();
        json.name("deleted").number(cleared.entries());
        json.name("revision").string(cleared.revision().toString());
        return json.endObject().toBytes();
    }

    public static byte[] namespaces(List<NamespaceSummary> namespaces) {
        var json = new JsonWriter().beginObject().name("namespaces").beginArray();
        for (var summary : namespaces) {
            json.beginObject();
            json.name("namespace").string(summary.namespace());
            json.name("entries").number(summary.entries());
            json.name("valueBytes").number(summary.valueBytes());
            json.name("storedBytes").number(summary.storedBytes());
            json.endObject();
        }
        return json.endArray().endObject().toBytes();
    }

    /** Reads an entry as {@link #entry} writes it, its value included. */
    public static Entry read(JsonObject object) {
        var encoding = object.required("encoding");
        var kind = Envelope.encoding(encoding.field(), encoding.string());
        return new Entry(
                new EntryKey(
                        object.required("swarm").string(),
                        object.required("namespace").string(),
                        object.required("key").string()),
                Envelope.value(kind, object.required("value")),
                kind,
                Tags.of(object.required("tags").strings()),
                object.required("metadata").raw(),
                object.required("version").wholeNumber(),
                Revision.parse("revision", object.required("revision").string()),
                JsonMoment.read(object.required("createdAt")),
                JsonMoment.read(object.required("updatedAt")),
                object.value("expiresAt").map(JsonMoment::read).orElse(null),
                object.value("accessedAt").map(JsonMoment::read).orElse(null),
                object.required("accessCount").wholeNumber(),
                (int) object.required("valueBytes").wholeNumber(),
                (int) object.required("storedBytes").wholeNumber());
    }

    private static void identity(JsonWriter json, EntryKey key) {
        json.name("swarm").string(key.swarm());
        json.name("namespace").string(key.namespace());
        json.name("key").string(key.key());
    }

    /** A value: JSON as it is, text as a JSON string, bytes as a string of base64. */
    public static void write(JsonWriter json, EntryValue value) {
        switch (value.encoding()) {
            case JSON -> json.raw(value.content());
            case TEXT -> json.utf8String(value.content());
            case BYTES -> json.base64(value.content());
        }
    }
}
