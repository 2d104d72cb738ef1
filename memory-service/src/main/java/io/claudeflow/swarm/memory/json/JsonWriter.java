package io.claudeflow.swarm.memory.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON text into memory and takes stored JSON as it is, without parsing it. The caller keeps objects and arrays
 * balanced. Not thread-safe.
 */
public final class JsonWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream out;
    private boolean comma;

    public JsonWriter() {
        this(256);
    }

    public JsonWriter(int expectedBytes) {
        out = new ByteArrayOutputStream(expectedBytes);
    }

    public JsonWriter beginObject() {
        return open('{');
    }

    public JsonWriter endObject() {
        return close('}');
    }

    public JsonWriter beginArray() {
        return open('[');
    }

    public JsonWriter endArray() {
        return close(']');
    }

    public JsonWriter name(String name) {
        separate();
        quote(name);
        out.write(':');
        comma = false;
        return this;
    }

    public JsonWriter string(@Nullable String text) {
        if (text == null) {
            return raw("null");
        }
        separate();
        quote(text);
        return this;
    }

    public JsonWriter number(long number) {
        return raw(Long.toString(number));
    }

    /** A finite number; anything else becomes null, which JSON has no other word for. */
    public JsonWriter number(double number) {
        return raw(Double.isFinite(number) ? Double.toString(number) : "null");
    }

    public JsonWriter bool(boolean value) {
        return raw(value ? "true" : "false");
    }

    public JsonWriter nul() {
        return raw("null");
    }

    /** A moment in UTC with milliseconds, such as {@code 2026-11-21T10:00:00.000Z}. */
    public JsonWriter instant(@Nullable Instant instant) {
        return string(instant == null ? null : format(instant));
    }

    public JsonWriter strings(Collection<String> texts) {
        beginArray();
        texts.forEach(this::string);
        return endArray();
    }

    /** A value that is JSON already. */
    public JsonWriter raw(String json) {
        return raw(json.getBytes(StandardCharsets.UTF_8));
    }

    /** A value that is JSON already, in UTF-8. */
    public JsonWriter raw(byte[] json) {
        separate();
        out.write(json, 0, json.length);
        return this;
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String format(Instant instant) {
        var text = instant.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.length() == "2026-11-21T10:00:00Z".length() ? text.replace("Z", ".000Z") : text;
    }

    private JsonWriter open(char bracket) {
        separate();
        out.write(bracket);
        comma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        out.write(bracket);
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            out.write(',');
        }
        comma = true;
    }

    private void quote(String text) {
        out.write('"');
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\' || loneSurrogate(text, i)) {
                plain(text, run, i);
                escape(c);
                run = i + 1;
            }
        }
        plain(text, run, text.length());
        out.write('"');
    }

    private void plain(String text, int from, int to) {
        if (from < to) {
            var bytes = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
            out.write(bytes, 0, bytes.length);
        }
    }

    private void escape(char c) {
        out.write('\\');
        switch (c) {
            case '"', '\\' -> out.write(c);
            case '\n' -> out.write('n');
            case '\r' -> out.write('r');
            case '\t' -> out.write('t');
            default -> {
                out.write('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.write(HEX[c >> shift & 0xf]);
                }
            }
        }
    }

    private static boolean loneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
