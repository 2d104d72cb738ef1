package io.claudeflow.swarm.memory.transfer;

import io.claudeflow.swarm.memory.entry.EntryHistory;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.Envelope;
import io.claudeflow.swarm.memory.json.JsonMoment;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.revision.Revision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an export, JSON each: a header, one line for each entry, a last line with their number. A JSON value is
 * inside its line as it is; one that spans lines, or nests deeply, is written as a string, in {@code valueText} instead
 * of {@code value}, so that its text survives to the byte. The same goes for metadata.
 */
public final class ExportLines {
    static final String FORMAT = "swarm-memory-export";
    private static final int VERSION = 1;
    private static final int MAX_INLINE_DEPTH = 256;
    private static final Set<String> HEADER =
            Set.of("format", "version", "swarm", "namespace", "entries", "revision", "exportedAt");
    private static final Set<String> ENTRY = Set.of(
            "namespace",
            "key",
            "encoding",
            "value",
            "valueText",
            "tags",
            "metadata",
            "metadataText",
            "ttlSeconds",
            "expiresAt",
            "createdAt",
            "updatedAt",
            "version",
            "revision");
    private static final Set<String> END = Set.of("end", "entries", "damaged");

    private ExportLines() {}

    /** A line of an export after its header. */
    public sealed interface Line {
        /** An entry. */
        record One(ExportedEntry entry) implements Line {}

        /** The last line. */
        record End(long entries) implements Line {}
    }

    static JsonWriter header(ExportHeader header) {
        var json = new JsonWriter().beginObject();
        json.name("format").string(FORMAT);
        json.name("version").number(VERSION);
        json.name("swarm").string(header.swarm());
        json.name("namespace").string(header.namespace());
        json.name("entries").number(header.entries());
        json.name("revision").string(header.revision().toString());
        json.name("exportedAt").instant(header.exportedAt());
        return json.endObject();
    }

    /**
     * The last line.
     *
     * @param damaged entries that are missing because their value is damaged
     */
    static JsonWriter end(long entries, long damaged) {
        var json = new JsonWriter().beginObject();
        json.name("end").bool(true);
        json.name("entries").number(entries);
        if (damaged > 0) {
            json.name("damaged").number(damaged);
        }
        return json.endObject();
    }

    static JsonWriter entry(ExportedEntry entry) {
        var json = new JsonWriter(512).beginObject();
        json.name("namespace").string(entry.namespace());
        json.name("key").string(entry.key());
        json.name("encoding").string(Envelope.name(entry.value().encoding()));
        value(json, entry.value());
        json.name("tags").strings(entry.tags().names());
        var metadata = entry.metadata().getBytes(StandardCharsets.UTF_8);
        if (fitsInline(metadata)) {
            json.name("metadata").raw(metadata);
        } else {
            json.name("metadataText").utf8String(metadata);
        }
        var history = entry.history();
        json.name("ttlSeconds");
        if (history.ttlSeconds() == null) {
            json.nul();
        } else {
            json.number(history.ttlSeconds());
        }
        json.name("expiresAt").instant(entry.expiresAt());
        json.name("createdAt").instant(history.createdAt());
        json.name("updatedAt").instant(history.updatedAt());
        json.name("version").number(history.version());
        var revision = entry.revision();
        json.name("revision").string(revision == null ? null : revision.toString());
        return json.endObject();
    }

    private static void value(JsonWriter json, EntryValue value) {
        switch (value.encoding()) {
            case JSON -> {
                if (fitsInline(value.content())) {
                    json.name("value").raw(value.content());
                } else {
                    json.name("valueText").utf8String(value.content());
                }
            }
            case TEXT -> json.name("value").utf8String(value.content());
            case BYTES -> json.name("value").base64(value.content());
        }
    }

    /** Whether JSON has no line end and does not nest so deeply that the line around it would be too deep to read. */
    private static boolean fitsInline(byte[] json) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length; i++) {
            byte c = json[i];
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '\n' || c == '\r') {
                return false;
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
                if (depth > MAX_INLINE_DEPTH) {
                    return false;
                }
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return true;
    }

    /** Reads a first line; throws what says why it is none. */
    public static ExportHeader readHeader(byte[] line) {
        var object = JsonSlice.body(line).object();
        var format = object.required("format");
        if (!format.string().equals(FORMAT)) {
            throw MemoryException.invalid("format", format.string(), FORMAT);
        }
        long version = object.required("version").wholeNumber();
        if (version != VERSION) {
            throw MemoryException.invalid("version", version, Integer.toString(VERSION));
        }
        object.allowOnly(HEADER);
        return new ExportHeader(
                EntryKey.checkSwarm(object.required("swarm").string()),
                object.value("namespace")
                        .map(name -> EntryKey.checkNamespace(name.string()))
                        .orElse(null),
                object.required("entries").wholeNumber(),
                Revision.parse("revision", object.required("revision").string()),
                JsonMoment.read(object.required("exportedAt")));
    }

    /** Reads a line after the first. */
    public static Line read(byte[] line) {
        var object = JsonSlice.body(line).object();
        if (object.value("end").isPresent()) {
            object.allowOnly(END);
            return new Line.End(object.required("entries").wholeNumber());
        }
        object.allowOnly(ENTRY);
        var encoding = object.required("encoding");
        return new Line.One(new ExportedEntry(
                EntryKey.checkNamespace(object.required("namespace").string()),
                object.required("key").string(),
                readValue(object, Envelope.encoding("encoding", encoding.string())),
                Tags.of(object.value("tags").map(JsonSlice::strings).orElse(List.of())),
                readMetadata(object),
                object.value("expiresAt").map(JsonMoment::read).orElse(null),
                new EntryHistory(
                        JsonMoment.read(object.required("createdAt")),
                        JsonMoment.read(object.required("updatedAt")),
                        object.value("version").map(JsonSlice::wholeNumber).orElse(1L),
                        object.value("ttlSeconds").map(JsonSlice::wholeNumber).orElse(null)),
                readRevision(object)));
    }

    private static @Nullable Revision readRevision(JsonObject object) {
        return object.value("revision")
                .map(slice -> Revision.parse("revision", slice.string()))
                .orElse(null);
    }

    private static EntryValue readValue(JsonObject object, EntryValue.Encoding encoding) {
        var text = object.value("valueText");
        if (text.isPresent()) {
            if (encoding != EntryValue.Encoding.JSON || object.member("value").isPresent()) {
                throw MemoryException.invalid("valueText", "(present)", "only for json, and without value");
            }
            return Envelope.value(
                    encoding, JsonSlice.parse("valueText", utf8(text.get().string())));
        }
        return Envelope.value(encoding, object.required("value"));
    }

    private static String readMetadata(JsonObject object) {
        var text = object.value("metadataText");
        if (text.isPresent()) {
            return Envelope.metadata(
                    JsonSlice.parse("metadataText", utf8(text.get().string())));
        }
        return object.value("metadata").map(Envelope::metadata).orElse(EntryOperation.Put.NO_METADATA);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
