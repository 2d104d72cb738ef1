package io.claudeflow.swarm.memory.json;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The content of a string of a checked JSON text, as UTF-8: what is not escaped is copied, so that a large value takes
 * no more memory than its own size. Escapes never grow: six bytes of {@code \\u0000} become at most three.
 */
final class Unescaping {
    private static final int HEX_DIGITS = 4;
    /** Of a character in UTF-8. */
    private static final int LONGEST = 4;

    private final JsonSlice string;
    private final byte[] text;
    private final int end;
    private int at;
    private byte[] out = new byte[0];
    private int size;

    Unescaping(JsonSlice string) {
        this.string = string;
        this.text = string.text();
        this.at = string.start() + 1;
        this.end = string.end() - 1;
    }

    /** Whether nothing is escaped. */
    boolean isPlain() {
        for (int i = at; i < end; i++) {
            if (text[i] == '\\') {
                return false;
            }
        }
        return true;
    }

    byte[] utf8() {
        if (isPlain()) {
            return Arrays.copyOfRange(text, at, end);
        }
        out = new byte[length()];
        while (at < end) {
            if (text[at] == '\\') {
                escape();
            } else {
                out[size++] = text[at++];
            }
        }
        return size == out.length ? out : Arrays.copyOf(out, size);
    }

    /** The content byte by byte. Uses this object up. */
    InputStream stream() {
        out = new byte[LONGEST];
        return new InputStream() {
            private int given;

            @Override
            public int read() {
                if (given < size) {
                    return out[given++] & 0xff;
                }
                if (at >= end) {
                    return -1;
                }
                if (text[at] != '\\') {
                    return text[at++] & 0xff;
                }
                size = 0;
                escape();
                given = 1;
                return out[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                int count = 0;
                for (; count < length; count++) {
                    int octet = read();
                    if (octet < 0) {
                        break;
                    }
                    into[from + count] = (byte) octet;
                }
                return count == 0 && length > 0 ? -1 : count;
            }
        };
    }

    /** The length of the content; of a surrogate pair two bytes too much. */
    private int length() {
        int length = 0;
        for (int i = at; i < end; i++) {
            if (text[i] != '\\') {
                length++;
            } else if (text[i + 1] == 'u') {
                length += bytesOf(hex(i + 2));
                i += 1 + HEX_DIGITS;
            } else {
                length++;
                i++;
            }
        }
        return length;
    }

    private void escape() {
        byte kind = text[at + 1];
        if (kind == 'u') {
            int code = hex(at + 2);
            at += 2 + HEX_DIGITS;
            put(Character.isSurrogate((char) code) ? pair((char) code) : code);
            return;
        }
        at += 2;
        out[size++] = switch (kind) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> kind;
        };
    }

    private int pair(char high) {
        if (Character.isHighSurrogate(high) && at + 1 < end && text[at] == '\\' && text[at + 1] == 'u') {
            char low = (char) hex(at + 2);
            if (Character.isLowSurrogate(low)) {
                at += 2 + HEX_DIGITS;
                return Character.toCodePoint(high, low);
            }
        }
        throw MemoryException.invalid(string.field(), "half of a surrogate pair", "text that UTF-8 can express");
    }

    private static int bytesOf(int code) {
        return code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
    }

    private void put(int code) {
        if (code < 0x80) {
            out[size++] = (byte) code;
        } else if (code < 0x800) {
            out[size++] = (byte) (0xc0 | (code >> 6));
            rest(code, 0);
        } else if (code < 0x10000) {
            out[size++] = (byte) (0xe0 | (code >> 12));
            rest(code, 6);
        } else {
            out[size++] = (byte) (0xf0 | (code >> 18));
            rest(code, 12);
        }
    }

    private void rest(int code, int from) {
        for (int shift = from; shift >= 0; shift -= 6) {
            out[size++] = (byte) (0x80 | ((code >> shift) & 0x3f));
        }
    }

    private int hex(int from) {
        int code = 0;
        for (int i = from; i < from + HEX_DIGITS; i++) {
            code = (code << 4) | Character.digit(text[i], 16);
        }
        return code;
    }
}
