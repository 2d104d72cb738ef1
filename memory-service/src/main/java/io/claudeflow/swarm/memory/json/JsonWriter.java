package io.claudeflow.swarm.memory.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON text into memory and takes stored JSON as it is, without parsing it; large values are referred to, not
 * copied. The caller keeps objects and arrays balanced. Not thread-safe.
 */
public final class JsonWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final int PART = 64 * 1024;
    private static final int LAST_YEAR = 9999;
    private static final int NANOS_OF_MILLI = 1_000_000;

    private final List<byte[]> parts = new ArrayList<>();
    private byte[] buffer;
    private int size;
    private boolean comma;

    public JsonWriter() {
        this(256);
    }

    public JsonWriter(int expectedBytes) {
        buffer = new byte[expectedBytes];
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
        put(':');
        comma = false;
        return this;
    }

    public JsonWriter string(@Nullable String text) {
        if (text == null) {
            return raw(NULL);
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
        return raw(NULL);
    }

    /** A moment in UTC with milliseconds, such as {@code 2026-11-21T10:00:00.000Z}. */
    public JsonWriter instant(@Nullable Instant instant) {
        if (instant == null) {
            return nul();
        }
        separate();
        moment(instant);
        return this;
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
        append(json);
        return this;
    }

    /** Bytes as a string of base64. */
    public JsonWriter base64(byte[] bytes) {
        separate();
        put('"');
        append(Base64.getEncoder().encode(bytes));
        put('"');
        return this;
    }

    /** Well-formed UTF-8 as a string. */
    public JsonWriter utf8String(byte[] text) {
        separate();
        put('"');
        int run = 0;
        for (int i = 0; i < text.length; i++) {
            byte c = text[i];
            if ((c >= 0 && c < 0x20) || c == '"' || c == '\\') {
                put(text, run, i - run);
                escape((char) c);
                run = i + 1;
            } else if (i - run >= PART) {
                put(text, run, i - run);
                run = i;
            }
            if (size >= PART) {
                flush();
            }
        }
        put(text, run, text.length - run);
        put('"');
        return this;
    }

    /** How long the text is by now. */
    public long length() {
        return parts.stream().mapToLong(part -> part.length).sum() + size;
    }

    /** The text in parts, to be written one after the other. */
    public List<byte[]> toParts() {
        flush();
        return List.copyOf(parts);
    }

    public byte[] toBytes() {
        if (parts.isEmpty()) {
            return Arrays.copyOf(buffer, size);
        }
        flush();
        var whole = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }

    @Override
    public String toString() {
        return new String(toBytes(), StandardCharsets.UTF_8);
    }

    private void append(byte[] text) {
        if (text.length < PART) {
            put(text, 0, text.length);
        } else {
            flush();
            parts.add(text);
        }
    }

    private void flush() {
        if (size > 0) {
            parts.add(Arrays.copyOf(buffer, size));
            size = 0;
        }
    }

    /** Digit by digit: the library's formatter costs as much as the rest of an entry. */
    private void moment(Instant instant) {
        var time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > LAST_YEAR) {
            quote(instant.truncatedTo(ChronoUnit.MILLIS).toString());
            return;
        }
        put('"');
        digits(time.getYear(), 4, '-');
        digits(time.getMonthValue(), 2, '-');
        digits(time.getDayOfMonth(), 2, 'T');
        digits(time.getHour(), 2, ':');
        digits(time.getMinute(), 2, ':');
        digits(time.getSecond(), 2, '.');
        digits(time.getNano() / NANOS_OF_MILLI, 3, 'Z');
        put('"');
    }

    private void digits(int number, int count, char end) {
        room(count + 1);
        int rest = number;
        for (int i = size + count - 1; i >= size; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += count;
        buffer[size++] = (byte) end;
    }

    private void room(int bytes) {
        if (buffer.length - size < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + bytes));
        }
    }

    private void put(int character) {
        room(1);
        buffer[size++] = (byte) character;
    }

    private void put(byte[] bytes, int from, int length) {
        room(length);
        System.arraycopy(bytes, from, buffer, size, length);
        size += length;
    }

    private JsonWriter open(char bracket) {
        separate();
        put(bracket);
        comma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        put(bracket);
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            put(',');
        }
        comma = true;
    }

    private void quote(String text) {
        int length = text.length();
        room(length + 2);
        buffer[size++] = '"';
        int i = 0;
        for (char c; i < length && (c = text.charAt(i)) >= 0x20 && c < 0x7f && c != '"' && c != '\\'; i++) {
            buffer[size++] = (byte) c;
        }
        if (i < length) {
            quoteRest(text, i);
        }
        put('"');
    }

    private void quoteRest(String text, int from) {
        int run = from;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\' || loneSurrogate(text, i)) {
                plain(text, run, i);
                escape(c);
                run = i + 1;
            }
        }
        plain(text, run, text.length());
    }

    private void plain(String text, int from, int to) {
        if (from < to) {
            var bytes = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
            put(bytes, 0, bytes.length);
        }
    }

    private void escape(char c) {
        put('\\');
        switch (c) {
            case '"', '\\' -> put(c);
            case '\n' -> put('n');
            case '\r' -> put('r');
            case '\t' -> put('t');
            default -> {
                put('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    put(HEX[c >> shift & 0xf]);
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
