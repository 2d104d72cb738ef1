package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.Utf8;
import java.io.ByteArrayOutputStream;

/** Percent-encoding of RFC 3986, decoded strictly: a stray {@code %}, raw non-ASCII or bad UTF-8 is an error. */
final class PercentEncoding {
    private PercentEncoding() {}

    /** Decodes a part of a path; {@code +} is a plus. */
    static String decodePath(String field, String encoded) {
        return decode(field, encoded, false);
    }

    /** Decodes a name or value of a query; {@code +} is a space, as forms and every client library write it. */
    static String decodeQuery(String field, String encoded) {
        return decode(field, encoded, true);
    }

    private static String decode(String field, String encoded, boolean plusIsSpace) {
        boolean plain = true;
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c <= 0x20 || c >= 0x7f) {
                throw MemoryException.invalid(
                        field, encoded, "percent-encoded UTF-8 (position " + i + " is not plain ASCII)");
            }
            plain &= c != '%' && c != '+';
        }
        if (plain) {
            return encoded;
        }
        var bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(octet(field, encoded, i));
                i += 2;
            } else {
                bytes.write(c == '+' && plusIsSpace ? ' ' : c);
            }
        }
        return Utf8.decode(field, bytes.toByteArray());
    }

    private static int octet(String field, String encoded, int i) {
        boolean complete = i + 3 <= encoded.length();
        int high = complete ? Character.digit(encoded.charAt(i + 1), 16) : -1;
        int low = complete ? Character.digit(encoded.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw MemoryException.invalid(
                    field, encoded, "percent-encoded UTF-8 (position " + i + " is a % without two hex digits)");
        }
        return high << 4 | low;
    }
}
