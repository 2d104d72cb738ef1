package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.decode.DecodedValue;
import io.claudeflow.swarm.memory.legacy.decode.LegacyTime;
import io.claudeflow.swarm.memory.legacy.decode.ValueDecoder;
import io.claudeflow.swarm.memory.legacy.json.Json;
import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonBoolean;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonNumber;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonObject;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonText;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Embedding;
import io.claudeflow.swarm.memory.legacy.record.Lifecycle;
import io.claudeflow.swarm.memory.legacy.record.Origin;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row or element while it is read: its fields with the conversions that every format needs, and the notes that the
 * conversions leave. An absent field reads as null. Used by one thread, for one row.
 */
abstract class Fields {
    private final Origin origin;
    private final ReadOptions options;
    private final List<String> notes = new ArrayList<>();

    Fields(Origin origin, ReadOptions options) {
        this.origin = origin;
        this.options = options;
    }

    /** The field as text, or null. */
    abstract @Nullable String text(String name);

    /** The field as a JSON value; absent is {@code null} of JSON. */
    abstract JsonValue value(String name);

    /** All fields as one object with camelCase names; texts that hold JSON structures are decoded. */
    abstract JsonObject document();

    final Origin origin() {
        return origin;
    }

    final ReadOptions options() {
        return options;
    }

    final ValueDecoder values() {
        return options.values();
    }

    final void note(String note) {
        notes.add(note);
    }

    final void notes(Collection<String> more) {
        notes.addAll(more);
    }

    /** The first of the fields that is neither absent nor empty, or null. */
    final @Nullable String first(String... names) {
        for (var name : names) {
            var found = text(name);
            if (found != null && !found.isEmpty()) {
                return found;
            }
        }
        return null;
    }

    final String textOr(String otherwise, String... names) {
        var found = first(names);
        return found == null ? otherwise : found;
    }

    /** The first of the fields that is not absent; an error names the first field. */
    final String required(String... names) {
        for (var name : names) {
            var found = text(name);
            if (found != null) {
                return found;
            }
        }
        throw MemoryException.invalid(names[0], "(absent)", "a value");
    }

    final double number(double otherwise, String... names) {
        for (var name : names) {
            switch (value(name)) {
                case JsonNumber number -> {
                    return number.asDouble();
                }
                case JsonBoolean(var flag) -> {
                    return flag ? 1 : 0;
                }
                case JsonText(var text)
                when text.strip().matches("-?\\d{1,18}(\\.\\d{1,18})?") -> {
                    return Double.parseDouble(text.strip());
                }
                case JsonValue _ -> {}
            }
        }
        return otherwise;
    }

    final long count(String... names) {
        return Math.max(0, Math.round(number(0, names)));
    }

    /** The first of the fields that is a time, or null; a malformed one leaves a note. */
    final @Nullable Instant time(String... names) {
        for (var name : names) {
            try {
                var found = strictTime(name);
                if (found != null) {
                    return found;
                }
            } catch (MemoryException e) {
                note(e.getMessage() + "; left out");
            }
        }
        return null;
    }

    /** The field as a time, or null when it is absent or empty; a malformed one is an error. */
    final @Nullable Instant strictTime(String name) {
        return switch (value(name)) {
            case JsonNumber number
            when number.literal().matches("-?\\d{1,18}") -> LegacyTime.ofNumber(name, Long.parseLong(number.literal()));
            case JsonNumber number -> LegacyTime.ofNumber(name, number.asDouble());
            case JsonText(var text)
            when !text.isBlank() -> {
                if (LegacyTime.isLocal(text)) {
                    note(name + " has no zone; read as " + options.localZone());
                }
                yield LegacyTime.ofText(name, text, options.localZone());
            }
            case JsonValue _ -> null;
        };
    }

    /**
     * The absolute moment of expiry: as written, or {@code ttl} seconds after the row was written, or null for
     * permanent. A malformed moment is an error, because there is nothing safe to put in its place.
     */
    final @Nullable Instant expiry(String name, String ttl, @Nullable Instant writtenAt) {
        var absolute = strictTime(name);
        double seconds = number(0, ttl);
        if (absolute != null || seconds <= 0 || writtenAt == null) {
            return absolute;
        }
        return writtenAt.plusMillis(Math.round(seconds * 1_000));
    }

    /** Created, updated, accessed and count under the names that most formats use; no expiry. */
    final Lifecycle lifecycle() {
        return Lifecycle.between(
                        time("created_at", "createdAt", "timestamp", "storedAt"),
                        time("updated_at", "updatedAt", "timestamp", "storedAt"))
                .accessed(
                        time("accessed_at", "last_accessed_at", "last_accessed", "lastAccessedAt", "lastAccessed"),
                        count("access_count", "accessCount"));
    }

    /** The same with the expiry of {@code expires_at} and {@code ttl}. */
    final Lifecycle expiringLifecycle() {
        var lifecycle = lifecycle();
        var expiry = value("expires_at").equals(JsonValue.NULL) ? "expiresAt" : "expires_at";
        return lifecycle.expiring(expiry(expiry, "ttl", lifecycle.writtenAt()));
    }

    /** The field as an object; anything else that is there becomes its member {@code value}. */
    final JsonObject object(String name) {
        return switch (ValueDecoder.nested(value(name))) {
            case JsonObject object -> object;
            case JsonValue absent when absent.equals(JsonValue.NULL) -> JsonValue.EMPTY;
            case JsonText(var text) when text.isBlank() -> JsonValue.EMPTY;
            case JsonValue other -> {
                note(name + " is no JSON object; kept as its member value");
                yield JsonValue.EMPTY.with("value", other);
            }
        };
    }

    /** The texts of the first field that has any; nulls among them are dropped. */
    final List<String> texts(String... names) {
        for (var name : names) {
            var found = ValueDecoder.texts(value(name));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** The vector of a field that lists numbers, or null. */
    final @Nullable Embedding embedding(String name) {
        if (!(ValueDecoder.nested(value(name)) instanceof JsonValue.JsonArray(var elements)) || elements.isEmpty()) {
            return null;
        }
        List<Float> vector = new ArrayList<>(elements.size());
        for (var element : elements) {
            if (!(element instanceof JsonNumber number)) {
                note(name + " is no list of numbers; left out");
                return null;
            }
            vector.add((float) number.asDouble());
        }
        return new Embedding(first("embedding_model", "embeddingModel"), vector);
    }

    /** An entry with the notes of its value taken over and damage marked in its metadata. */
    final LegacyRecord.Entry entry(String namespace, String key, DecodedValue value, Lifecycle lifecycle) {
        notes(value.notes());
        var entry = LegacyRecord.Entry.of(origin, namespace, key, value.value(), lifecycle);
        return value.damaged() ? entry.described(JsonValue.EMPTY.with("damaged", new JsonBoolean(true))) : entry;
    }

    /** The entry with metadata added to what it has. */
    static LegacyRecord.Entry described(LegacyRecord.Entry entry, JsonObject metadata) {
        var merged = metadata;
        for (var member : entry.metadata().members().entrySet()) {
            merged = merged.with(member.getKey(), member.getValue());
        }
        return entry.described(merged);
    }

    /** A name for a row that has none: its table, its place and the beginning of the digest of its content. */
    final String derivedId() {
        return origin.table() + "-" + origin.row() + "-"
                + ValueDecoder.sha256(Json.write(document()).getBytes(StandardCharsets.UTF_8))
                        .substring(0, 12);
    }

    final RowOutcome read(LegacyRecord record) {
        return RowOutcome.Read.of(record, notes);
    }

    final RowOutcome skipped(String name, String reason) {
        return new RowOutcome.Skipped(origin, name, reason);
    }

    /** A value for a document: what is neither object nor list as it is, nested texts decoded. */
    static JsonValue documentValue(JsonValue value) {
        var decoded = ValueDecoder.nested(value);
        return decoded instanceof JsonText ? value : decoded;
    }

    /** {@code created_at} as {@code createdAt}. */
    static String camelCase(String column) {
        var name = new StringBuilder(column.length());
        boolean upper = false;
        for (int i = 0; i < column.length(); i++) {
            char c = column.charAt(i);
            if (c == '_' && !name.isEmpty()) {
                upper = true;
            } else {
                name.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return name.toString();
    }

    static String brief(JsonValue value) {
        var text = value instanceof JsonText(var plain) ? plain : Json.write(value);
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }
}
