package io.claudeflow.swarm.memory.entry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A value and its type. JSON and text are held as UTF-8, so that an edge can pass them on without decoding. Immutable
 * by agreement: the array is not copied, and whoever hands it over or receives it never writes to it.
 */
public final class EntryValue {
    /** What the bytes of a value are. */
    public enum Encoding {
        /** One JSON value, whatever its type, as UTF-8. */
        JSON,
        /** Text as UTF-8. */
        TEXT,
        /** Bytes that the store never interprets. */
        BYTES
    }

    private final Encoding encoding;
    private final byte[] content;

    private EntryValue(Encoding encoding, byte[] content) {
        this.encoding = encoding;
        this.content = content;
    }

    public static EntryValue of(Encoding encoding, byte[] content) {
        return new EntryValue(encoding, content);
    }

    /** A JSON value; the caller guarantees that the text is well-formed JSON. */
    public static EntryValue json(String json) {
        return new EntryValue(Encoding.JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    public static EntryValue text(String text) {
        return new EntryValue(Encoding.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public static EntryValue bytes(byte[] bytes) {
        return new EntryValue(Encoding.BYTES, bytes);
    }

    public Encoding encoding() {
        return encoding;
    }

    /** The content as it is stored and sent; not a copy, never to be modified. */
    public byte[] content() {
        return content;
    }

    /** The content decoded as UTF-8; meaningful for JSON and text. */
    public String asString() {
        return new String(content, StandardCharsets.UTF_8);
    }

    public int size() {
        return content.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntryValue that && encoding == that.encoding && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return 31 * encoding.hashCode() + Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return encoding + "(" + content.length + " bytes)";
    }
}
