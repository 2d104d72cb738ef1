package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.EntryJson;
import io.claudeflow.swarm.memory.json.Envelope;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.Utf8;
import io.claudeflow.swarm.memory.limit.ByteBudget;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Operations on one entry. */
final class EntryHandlers {
    private static final Set<String> FORMS = Set.of("application/x-www-form-urlencoded", "multipart/form-data");
    private static final Set<String> ENVELOPE_PARAMETERS = Set.of("ttlSeconds", "tag", "metadata");

    private final EntryStore entries;

    EntryHandlers(EntryStore entries) {
        this.entries = entries;
    }

    Answer put(Exchange exchange) {
        var key = exchange.entryKey();
        var precondition =
                EntityTags.forWrite(exchange.list(EntityTags.IF_MATCH), exchange.list(EntityTags.IF_NONE_MATCH));
        var put = isEnvelope(exchange) ? envelope(exchange, key, precondition) : raw(exchange, key, precondition);
        var stored = entries.put(put);
        return Answer.json(stored.created() ? 201 : 200, EntryJson.stored(key, stored))
                .with("ETag", EntityTags.of(stored.revision()));
    }

    /** Reads an entry; a large value only when there is room in memory for it and for what is made from it. */
    private Entry read(Exchange exchange, EntryKey key) {
        var mode = exchange.isHead() ? ReadMode.UNCOUNTED : ReadMode.COUNTED;
        var entry = entries.get(key, mode, ByteBudget.SMALL).orElseThrow(() -> absent(key));
        exchange.reserveForAnswer(entry.valueBytes());
        return entry.value() != null
                ? entry
                : entries.get(key, ReadMode.UNCOUNTED).orElseThrow(() -> absent(key));
    }

    Answer get(Exchange exchange) {
        var key = exchange.entryKey();
        boolean raw = wantsRaw(exchange);
        var entry = read(exchange, key);
        var etag = EntityTags.of(entry.revision());
        if (EntityTags.contradicts(exchange.list(EntityTags.IF_MATCH), entry.revision())) {
            throw MemoryException.ofField(
                    FailureKind.PRECONDITION_FAILED,
                    EntityTags.IF_MATCH,
                    String.valueOf(exchange.list(EntityTags.IF_MATCH)),
                    etag);
        }
        if (EntityTags.unmodified(exchange.list(EntityTags.IF_NONE_MATCH), entry.revision())) {
            return Answer.empty(304).with("ETag", etag);
        }
        var answer = raw
                ? raw(entry)
                : Answer.json(
                        200, EntryJson.write(EntryJson.writer(entry), entry).toParts());
        return answer.with("ETag", etag).with("Vary", "Accept");
    }

    Answer delete(Exchange exchange) {
        var key = exchange.entryKey();
        var precondition =
                EntityTags.forWrite(exchange.list(EntityTags.IF_MATCH), exchange.list(EntityTags.IF_NONE_MATCH));
        if (exchange.hasBody()) {
            throw MemoryException.invalid("body", "(present)", "no body");
        }
        var deleted = entries.delete(new EntryOperation.Delete(key, precondition));
        return Answer.json(200, EntryJson.deleted(key, deleted));
    }

    static MemoryException absent(EntryKey key) {
        return MemoryException.of(
                FailureKind.NOT_FOUND,
                "no entry " + key.key() + " in namespace " + key.namespace() + " of swarm " + key.swarm());
    }

    private static boolean isEnvelope(Exchange exchange) {
        return exchange.mediaType().equals(Answer.JSON) && !exchange.query().flag("raw");
    }

    private static EntryOperation.Put envelope(Exchange exchange, EntryKey key, Precondition precondition) {
        for (var name : ENVELOPE_PARAMETERS) {
            if (!exchange.query().all(name).isEmpty()) {
                throw MemoryException.invalid(
                        name, exchange.query().all(name).getFirst(), "this in the JSON envelope, not in the query");
            }
        }
        return Envelope.put(key, exchange.body(), precondition);
    }

    /** A value without an envelope; lifetime, tags and metadata are parameters. */
    private static EntryOperation.Put raw(Exchange exchange, EntryKey key, Precondition precondition) {
        var encoding = rawEncoding(exchange);
        var query = exchange.query();
        var ttl = Ttl.ofSeconds(query.wholeNumber("ttlSeconds").orElse(null));
        var tags = Tags.of(query.all("tag"));
        var metadata = query.one("metadata")
                .map(text -> Envelope.metadata(JsonSlice.parse("metadata", text.getBytes(StandardCharsets.UTF_8))))
                .orElse(EntryOperation.Put.NO_METADATA);
        var body = exchange.body();
        var value = switch (encoding) {
            case JSON -> EntryValue.of(encoding, JsonSlice.parse("body", body).bytes());
            case TEXT -> EntryValue.of(encoding, Utf8.require("body", body));
            case BYTES -> EntryValue.of(encoding, body);
        };
        return new EntryOperation.Put(key, value, ttl, tags, metadata, precondition);
    }

    private static EntryValue.Encoding rawEncoding(Exchange exchange) {
        var type = exchange.mediaType();
        if (type.isEmpty() || FORMS.contains(type)) {
            throw new UnsupportedMediaType(
                    type.isEmpty() ? "(absent)" : type,
                    "application/json with {\"value\": …}, or another type such as text/plain or"
                            + " application/octet-stream with the value itself (curl -d sends a form unless told"
                            + " otherwise: add -H 'Content-Type: application/json')");
        }
        if (type.equals(Answer.JSON)) {
            return EntryValue.Encoding.JSON;
        }
        if (!type.startsWith("text/")) {
            return EntryValue.Encoding.BYTES;
        }
        var charset = exchange.charset();
        if (!charset.isEmpty() && !charset.equals("utf-8") && !charset.equals("utf8") && !charset.equals("us-ascii")) {
            throw new UnsupportedMediaType(type + "; charset=" + charset, "text in UTF-8");
        }
        return EntryValue.Encoding.TEXT;
    }

    private static Answer raw(Entry entry) {
        var value = entry.value();
        var body = value == null ? new byte[0] : value.content();
        var type = switch (entry.encoding()) {
            case JSON -> Answer.JSON;
            case TEXT -> "text/plain; charset=utf-8";
            case BYTES -> "application/octet-stream";
        };
        return Answer.of(type, body)
                .with("Swarm-Entry-Encoding", Envelope.name(entry.encoding()))
                .with("Swarm-Entry-Version", Long.toString(entry.version()));
    }

    /** The envelope unless {@code raw} is set or {@code Accept} names only types that are not JSON. */
    private static boolean wantsRaw(Exchange exchange) {
        return exchange.query().flag("raw") || refusesJson(exchange.list("Accept"));
    }

    private static boolean refusesJson(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return false;
        }
        for (var part : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            var range = part.split(";", 2)[0].strip();
            if (range.equals("*/*") || range.equals("application/*") || range.equals(Answer.JSON)) {
                return false;
            }
        }
        return true;
    }
}
