package io.claudeflow.swarm.memory.json;

import io.claudeflow.swarm.memory.entry.EntryHistory;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.Preconditions;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The JSON forms in which an entry is written: the body of a PUT, and one operation of a batch. */
public final class Envelope {
    private static final Set<String> PUT = Set.of("value", "encoding", "ttlSeconds", "expiresAt", "tags", "metadata");
    private static final Set<String> PUT_ONE = Stream.concat(
                    PUT.stream(), Stream.of("namespace", "key", "ifMatch", "ifNoneMatch", "createdAt", "updatedAt"))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> GET_ONE = Set.of("namespace", "key");
    private static final Set<String> DELETE_ONE = Set.of("namespace", "key", "ifMatch");

    private Envelope() {}

    /** Reads {@code {value, encoding, ttlSeconds or expiresAt, tags, metadata}}. */
    public static EntryOperation.Put put(EntryKey key, byte[] body, Precondition precondition) {
        return put(key, document(body).allowOnly(PUT), precondition);
    }

    /** Writes the members that {@link #put} reads, and the times of a history, inside an object of the caller. */
    public static JsonWriter write(JsonWriter json, EntryOperation.Put put) {
        json.name("value");
        var value = put.value();
        switch (value.encoding()) {
            case JSON -> json.raw(value.content());
            case TEXT -> json.utf8String(value.content());
            case BYTES -> json.base64(value.content());
        }
        if (value.encoding() != EntryValue.Encoding.JSON) {
            json.name("encoding").string(name(value.encoding()));
        }
        switch (put.ttl()) {
            case Ttl.Seconds(long seconds) -> json.name("ttlSeconds").number(seconds);
            case Ttl.Permanent() -> json.name("ttlSeconds").number(0);
            case Ttl.Until(var moment) -> json.name("expiresAt").instant(moment);
            case Ttl.ByPolicy() -> {}
        }
        var history = put.history();
        if (history != null) {
            json.name("createdAt").instant(history.createdAt());
            json.name("updatedAt").instant(history.updatedAt());
        }
        json.name("tags").strings(put.tags().names());
        return json.name("metadata").raw(put.metadata());
    }

    /** Reads the members of a JSON object that is a whole body. */
    public static JsonObject document(byte[] body) {
        return JsonSlice.parse(JsonReader.BODY, body).object();
    }

    /** Reads {@code {op, namespace, key, …}}. */
    public static EntryOperation operation(String swarm, JsonSlice slice) {
        var object = slice.object();
        var op = object.required("op");
        return operation(swarm, slice.field(), op.field(), op.string(), object.without("op"));
    }

    /**
     * Reads {@code {namespace, key, …}} of an operation that is named apart from it.
     *
     * @param place how the caller names the object
     * @param op put, get or delete, which the caller names {@code opField}
     */
    public static EntryOperation operation(String swarm, String place, String opField, String op, JsonObject object) {
        return switch (op) {
            case "put" -> put(key(swarm, object.allowOnly(PUT_ONE)), object, precondition(place, object));
            case "get" -> new EntryOperation.Get(key(swarm, object.allowOnly(GET_ONE)));
            case "delete" ->
                new EntryOperation.Delete(key(swarm, object.allowOnly(DELETE_ONE)), precondition(place, object));
            default -> throw MemoryException.invalid(opField, op, "put, get or delete");
        };
    }

    /** The metadata of an entry: a JSON object, kept as written. */
    public static String metadata(JsonSlice slice) {
        if (slice.type() != JsonSlice.Type.OBJECT) {
            throw MemoryException.invalid(slice.field(), slice.raw(), "a JSON object");
        }
        return slice.raw();
    }

    /** The encoding that callers call {@code json}, {@code text} or {@code bytes}. */
    public static EntryValue.Encoding encoding(String field, String name) {
        return switch (name) {
            case "json" -> EntryValue.Encoding.JSON;
            case "text" -> EntryValue.Encoding.TEXT;
            case "bytes" -> EntryValue.Encoding.BYTES;
            default -> throw MemoryException.invalid(field, name, "json, text or bytes");
        };
    }

    public static String name(EntryValue.Encoding encoding) {
        return encoding.name().toLowerCase(Locale.ROOT);
    }

    private static EntryOperation.Put put(EntryKey key, JsonObject object, Precondition precondition) {
        return new EntryOperation.Put(
                key,
                value(object),
                ttl(object),
                Tags.of(object.value("tags").map(JsonSlice::strings).orElse(List.of())),
                object.value("metadata").map(Envelope::metadata).orElse(EntryOperation.Put.NO_METADATA),
                precondition,
                history(object));
    }

    /** When the entry was written where it comes from; only operations of a batch know it. */
    private static @Nullable EntryHistory history(JsonObject object) {
        return EntryHistory.between(
                object.value("createdAt").map(JsonMoment::read).orElse(null),
                object.value("updatedAt").map(JsonMoment::read).orElse(null));
    }

    /** A lifetime, or the moment at which it ends, as a caller knows it that moves entries from elsewhere. */
    private static Ttl ttl(JsonObject object) {
        var seconds = object.value("ttlSeconds");
        var moment = object.value("expiresAt");
        if (moment.isEmpty()) {
            return Ttl.ofSeconds(seconds.map(JsonSlice::wholeNumber).orElse(null));
        }
        if (seconds.isPresent()) {
            throw MemoryException.invalid(moment.get().field(), "(present)", "only one of ttlSeconds and expiresAt");
        }
        return new Ttl.Until(JsonMoment.read(moment.get()));
    }

    private static EntryValue value(JsonObject object) {
        var encoding = object.value("encoding")
                .map(name -> encoding(name.field(), name.string()))
                .orElse(EntryValue.Encoding.JSON);
        return value(encoding, object.required("value"));
    }

    /** A value as JSON holds it: text is a string, bytes are base64. */
    public static EntryValue value(EntryValue.Encoding encoding, JsonSlice slice) {
        return switch (encoding) {
            case JSON -> EntryValue.of(encoding, slice.bytes());
            case TEXT -> EntryValue.of(encoding, slice.utf8());
            case BYTES -> EntryValue.of(encoding, slice.base64());
        };
    }

    private static EntryKey key(String swarm, JsonObject object) {
        return new EntryKey(
                swarm,
                object.value("namespace").map(JsonSlice::string).orElse(EntryKey.DEFAULT_NAMESPACE),
                object.required("key").string());
    }

    private static Precondition precondition(String place, JsonObject object) {
        return Preconditions.of(
                place + ".ifMatch", tags(object, "ifMatch"),
                place + ".ifNoneMatch", tags(object, "ifNoneMatch"));
    }

    /** One tag or an array of them. */
    private static List<String> tags(JsonObject object, String name) {
        return object.value(name)
                .map(slice -> slice.type() == JsonSlice.Type.ARRAY ? slice.strings() : List.of(slice.string()))
                .orElse(List.of());
    }
}
