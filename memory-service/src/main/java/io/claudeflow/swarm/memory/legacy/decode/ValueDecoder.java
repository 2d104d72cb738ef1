package io.claudeflow.swarm.memory.legacy.decode;

import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.json.Json;
import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonArray;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonObject;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns values as earlier systems stored them into entry values. JSON that is well-formed keeps its exact text. A value
 * beyond the bound is an error; so is a JSON value that is not JSON although its source declared it so. Immutable.
 *
 * @param text what undeclared texts are taken for
 * @param maxBytes the largest value in bytes, also after unpacking
 */
public record ValueDecoder(TextDecoding text, int maxBytes) {
    private static final String FIELD = "value";
    /** One system wrote this before base64 of JSON; nothing is compressed. */
    private static final String BASE64_MARK = "__compressed__";

    /** A text whose source does not say what it is. */
    public DecodedValue guessed(String raw) {
        if (raw.startsWith(BASE64_MARK)) {
            return base64Json(raw.substring(BASE64_MARK.length()));
        }
        return switch (text) {
            case NONE -> text(raw);
            case STRUCTURES -> looksLikeStructure(raw) ? jsonOrText(raw) : text(raw);
            case ALL -> jsonOrText(raw);
        };
    }

    /** A text with the type that its source names: {@code string} and {@code json} count, others are guessed. */
    public DecodedValue declared(@Nullable String type, String raw) {
        return switch (type == null ? "" : type.toLowerCase(Locale.ROOT)) {
            case "string", "text" -> text(raw);
            case "json" -> json(raw);
            default -> guessed(raw);
        };
    }

    /** A text whose writer always wrote JSON, and which is taken for text when it is not. */
    public DecodedValue jsonOrText(String raw) {
        return Json.tryParse(raw).map(parsed -> json(raw, parsed)).orElseGet(() -> text(raw));
    }

    /** A text that must be JSON. */
    public DecodedValue json(String raw) {
        return json(raw, Json.parse(FIELD, raw));
    }

    /** A value that a JSON file holds as such; a text in it is guessed. */
    public DecodedValue member(JsonValue value) {
        return value instanceof JsonText(var raw) ? guessed(raw) : parsed(value);
    }

    /** A value that a JSON file holds as such, its texts being texts. */
    public DecodedValue parsed(JsonValue value) {
        if (value instanceof JsonText(var raw)) {
            return text(raw);
        }
        var types = new JavaScriptTypes();
        var unwrapped = types.unwrap(value);
        return new DecodedValue(bounded(EntryValue.json(wellFormed(Json.write(unwrapped)))), false, types.notes());
    }

    /** Text as it is. */
    public DecodedValue text(String raw) {
        var sound = wellFormed(raw);
        var value = bounded(EntryValue.text(sound));
        return sound.equals(raw)
                ? DecodedValue.of(value)
                : new DecodedValue(value, false, List.of("half a surrogate pair was replaced"));
    }

    /** Bytes as they are; UTF-8 among them is guessed as text. */
    public DecodedValue bytes(byte[] raw) {
        var decoded = strictUtf8(raw);
        return decoded == null ? DecodedValue.of(bounded(EntryValue.bytes(raw))) : guessed(decoded);
    }

    /**
     * JSON in gzip.
     *
     * @param sha256 the digest of the JSON text in hexadecimal, or null when there is none to check
     */
    public DecodedValue gzipJson(byte[] packed, @Nullable String sha256) {
        byte[] unpacked = Gzip.unpack(FIELD, packed, maxBytes);
        if (sha256 != null && !sha256.isEmpty() && !sha256.equalsIgnoreCase(sha256(unpacked))) {
            throw MemoryException.ofField(
                    FailureKind.CORRUPT, "data_hash", sha256, "the SHA-256 of the value, " + sha256(unpacked));
        }
        return json(utf8(unpacked));
    }

    /** JSON in gzip in base64. */
    public DecodedValue base64GzipJson(String encoded) {
        var packed = Gzip.fromBase64(encoded);
        if (packed.isEmpty()) {
            throw MemoryException.ofField(FailureKind.CORRUPT, FIELD, encoded, "base64 of gzip");
        }
        return gzipJson(packed.get(), null);
    }

    /** The same where nothing marks it: unpacked when it is sound, otherwise the value itself. */
    public JsonValue maybeBase64Gzip(JsonValue value) {
        if (!(value instanceof JsonText(var encoded))
                || Gzip.fromBase64(encoded).isEmpty()) {
            return value;
        }
        try {
            return Json.parse(FIELD, base64GzipJson(encoded).value().asString());
        } catch (MemoryException e) {
            return value;
        }
    }

    private DecodedValue base64Json(String encoded) {
        byte[] decoded;
        try {
            decoded = Base64.getMimeDecoder().decode(encoded.startsWith(":") ? encoded.substring(1) : encoded);
        } catch (IllegalArgumentException e) {
            throw MemoryException.ofField(FailureKind.CORRUPT, FIELD, encoded, "base64 after " + BASE64_MARK);
        }
        return json(utf8(decoded));
    }

    private DecodedValue json(String raw, JsonValue parsed) {
        List<String> notes = new ArrayList<>();
        boolean damaged = isTruncated(parsed);
        if (damaged) {
            notes.add("the source kept only the beginning of the value; imported as damaged");
        }
        var types = new JavaScriptTypes();
        var unwrapped = raw.contains("\"__") ? types.unwrap(parsed) : parsed;
        notes.addAll(types.notes());
        boolean asItIs = unwrapped.equals(parsed) && Json.isStrict(raw);
        var content = wellFormed(asItIs ? raw : Json.write(unwrapped));
        return new DecodedValue(bounded(EntryValue.json(content)), damaged, notes);
    }

    /** One system "compressed" values over 10,000 characters by keeping the first seven tenths of their text. */
    private static boolean isTruncated(JsonValue value) {
        return value instanceof JsonObject object
                && object.isTrue("_compressed")
                && object.has("_originalSize")
                && object.has("data");
    }

    private static boolean looksLikeStructure(String raw) {
        var text = raw.strip();
        boolean object = text.startsWith("{") && text.endsWith("}");
        boolean array = text.startsWith("[") && text.endsWith("]");
        return object || array;
    }

    private EntryValue bounded(EntryValue value) {
        if (value.size() > maxBytes) {
            throw MemoryException.limit(FIELD, value.size() + " bytes", "at most " + maxBytes + " bytes");
        }
        return value;
    }

    /** The text with every half of a surrogate pair replaced: UTF-8 cannot hold one, JavaScript's slices leave them. */
    private static String wellFormed(String raw) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(raw)
                ? raw
                : raw.codePoints()
                        .map(c -> Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static String utf8(byte[] raw) {
        var decoded = strictUtf8(raw);
        if (decoded == null) {
            throw MemoryException.ofField(FailureKind.CORRUPT, FIELD, raw.length + " bytes", "UTF-8");
        }
        return decoded;
    }

    private static @Nullable String strictUtf8(byte[] raw) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The digest in hexadecimal. */
    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value with texts that hold JSON structures decoded, at most three times over. */
    public static JsonValue nested(JsonValue value) {
        var decoded = value;
        for (int i = 0; i < 3 && decoded instanceof JsonText(var raw); i++) {
            boolean quoted = raw.length() > 1 && raw.startsWith("\"") && raw.endsWith("\"");
            var parsed = looksLikeStructure(raw) || quoted ? Json.tryParse(raw).orElse(null) : null;
            if (parsed == null) {
                return decoded;
            }
            decoded = parsed;
        }
        return decoded;
    }

    /** The texts of a list, however often it was encoded; null elements are dropped, a lone text is a list of one. */
    public static List<String> texts(@Nullable JsonValue value) {
        return switch (value == null ? JsonValue.NULL : nested(value)) {
            case JsonArray(var elements) ->
                elements.stream()
                        .filter(element -> !element.equals(JsonValue.NULL))
                        .map(element -> element instanceof JsonText(var text) ? text : Json.write(element))
                        .toList();
            case JsonText(var text) -> text.isBlank() ? List.of() : List.of(text);
            case JsonValue _ -> List.of();
        };
    }
}
