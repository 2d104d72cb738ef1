package io.claudeflow.swarm.memory.json;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * One JSON value inside a text that was checked as a whole: where it begins and ends, and of what type it is. Numbers,
 * escapes and the order of members stay as they were written. Immutable by agreement, like the array behind it.
 */
public final class JsonSlice {
    private static final int SHOWN_BYTES = 60;

    private final String field;
    private final byte[] text;
    private final int start;
    private final int end;
    private final Type type;

    JsonSlice(String field, byte[] text, int start, int end, Type type) {
        this.field = field;
        this.text = text;
        this.start = start;
        this.end = end;
        this.type = type;
    }

    /** The types of RFC 8259; numbers are split by whether they are written as whole numbers. */
    public enum Type {
        OBJECT,
        ARRAY,
        STRING,
        WHOLE_NUMBER,
        NUMBER,
        BOOLEAN,
        NULL;

        private String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Checks a text as a whole and returns it; see {@link JsonReader} for what is refused. */
    public static JsonSlice parse(String field, byte[] text) {
        return JsonReader.document(field, text);
    }

    /** A string that came by another way than JSON, such as a parameter. */
    public static JsonSlice ofString(String field, String text) {
        return parse(field, new JsonWriter(text.length() + 2).string(text).toBytes());
    }

    /** The body of a request; members are named without a prefix. An empty body is an empty object. */
    public static JsonSlice body(byte[] text) {
        return parse(JsonReader.BODY, text.length == 0 ? new byte[] {'{', '}'} : text);
    }

    /** How the caller names the place, such as {@code operations[3].value}. */
    public String field() {
        return field;
    }

    public Type type() {
        return type;
    }

    byte[] text() {
        return text;
    }

    /** The place of the first byte in {@link #text}. */
    int start() {
        return start;
    }

    /** The place of the byte after the last. */
    int end() {
        return end;
    }

    /** The size of the value as it was written, in bytes. */
    public int size() {
        return end - start;
    }

    public boolean isNull() {
        return type == Type.NULL;
    }

    /** The value as it was written; a copy. */
    public byte[] bytes() {
        return Arrays.copyOfRange(text, start, end);
    }

    /** The value as it was written. */
    public String raw() {
        return new String(text, start, end - start, StandardCharsets.UTF_8);
    }

    /** The members of an object. */
    public JsonObject object() {
        require(Type.OBJECT, "a JSON object");
        return JsonReader.members(this);
    }

    /** The elements of an array. */
    public List<JsonSlice> elements() {
        require(Type.ARRAY, "a JSON array");
        return JsonReader.elements(this);
    }

    /** The content of a string. */
    public String string() {
        require(Type.STRING, "a string");
        return new Unescaping(this).isPlain()
                ? new String(text, start + 1, end - start - 2, StandardCharsets.UTF_8)
                : JsonReader.string(this);
    }

    /** The content of a string in UTF-8, without holding it as text meanwhile; half of a surrogate pair is refused. */
    public byte[] utf8() {
        require(Type.STRING, "a string");
        return new Unescaping(this).utf8();
    }

    /** As {@link #utf8}, piece by piece. */
    public InputStream stream() {
        require(Type.STRING, "a string");
        return new Unescaping(this).stream();
    }

    /** The bytes that a string holds in base64 (RFC 4648, section 4). */
    public byte[] base64() {
        require(Type.STRING, "a string");
        var content = new Unescaping(this);
        var encoded = content.isPlain() ? ByteBuffer.wrap(text, start + 1, end - start - 2) : ByteBuffer.wrap(utf8());
        try {
            var decoded = Base64.getDecoder().decode(encoded);
            var bytes = new byte[decoded.remaining()];
            decoded.get(bytes);
            return bytes;
        } catch (IllegalArgumentException e) {
            throw MemoryException.invalid(
                    field, String.valueOf(e.getMessage()), "bytes in base64 (RFC 4648, section 4)");
        }
    }

    /** The content of an array of strings. */
    public List<String> strings() {
        var strings = new ArrayList<String>();
        for (var element : elements()) {
            strings.add(element.string());
        }
        return strings;
    }

    public boolean bool() {
        require(Type.BOOLEAN, "true or false");
        return text[start] == 't';
    }

    /** A whole number that fits a long. */
    public long wholeNumber() {
        require(Type.WHOLE_NUMBER, "a whole number");
        try {
            return Long.parseLong(raw());
        } catch (NumberFormatException e) {
            throw MemoryException.invalid(
                    field, raw(), "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
        }
    }

    /** Any number, rounded to the nearest double. */
    public double number() {
        if (type != Type.WHOLE_NUMBER) {
            require(Type.NUMBER, "a number");
        }
        return Double.parseDouble(raw());
    }

    /** The value as an error message shows it: as it was written when it is short, otherwise what kind it is. */
    public String shown() {
        return end - start > SHOWN_BYTES ? "a value of type " + type.words() : raw();
    }

    private void require(Type wanted, String expected) {
        if (type != wanted) {
            throw MemoryException.invalid(field, shown(), expected);
        }
    }

    @Override
    public String toString() {
        return field + "=" + shown();
    }
}
