package io.claudeflow.swarm.memory.json;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8: no overlong forms, no surrogates, nothing beyond U+10FFFF, never a replacement character. */
public final class Utf8 {
    private Utf8() {}

    /** The position of the first byte that does not belong to well-formed UTF-8, or -1. */
    public static int firstInvalid(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end) {
            int length = sequenceLength(bytes, i, end);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    /** Returns the bytes when they are well-formed UTF-8, or throws what names the position. */
    public static byte[] require(String field, byte[] bytes) {
        int invalid = firstInvalid(bytes, 0, bytes.length);
        if (invalid >= 0) {
            throw MemoryException.invalid(
                    field, String.format("byte 0x%02x at position %d", bytes[invalid], invalid), "text in UTF-8");
        }
        return bytes;
    }

    /** Decodes well-formed UTF-8; the same error as {@link #require} otherwise. */
    public static String decode(String field, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            require(field, bytes);
            throw MemoryException.invalid(field, bytes.length + " bytes", "text in UTF-8");
        }
    }

    /** The length of the well-formed sequence at {@code i} (RFC 3629, section 4), or 0. */
    private static int sequenceLength(byte[] bytes, int i, int end) {
        int first = bytes[i] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        if (first >= 0xc2 && first <= 0xdf) {
            return continues(bytes, i, end, 2, 0x80, 0xbf) ? 2 : 0;
        }
        if (first >= 0xe0 && first <= 0xef) {
            int low = first == 0xe0 ? 0xa0 : 0x80;
            int high = first == 0xed ? 0x9f : 0xbf;
            return continues(bytes, i, end, 3, low, high) ? 3 : 0;
        }
        if (first >= 0xf0 && first <= 0xf4) {
            int low = first == 0xf0 ? 0x90 : 0x80;
            int high = first == 0xf4 ? 0x8f : 0xbf;
            return continues(bytes, i, end, 4, low, high) ? 4 : 0;
        }
        return 0;
    }

    private static boolean continues(byte[] bytes, int i, int end, int length, int secondLow, int secondHigh) {
        if (i + length > end) {
            return false;
        }
        int second = bytes[i + 1] & 0xff;
        if (second < secondLow || second > secondHigh) {
            return false;
        }
        for (int k = i + 2; k < i + length; k++) {
            if ((bytes[k] & 0xc0) != 0x80) {
                return false;
            }
        }
        return true;
    }
}
