package io.claudeflow.swarm.memory.search;

import io.claudeflow.swarm.memory.entry.EntryValue;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What of a value is searched: a text as it is; of JSON every string, number and member name in their order, one below
 * the other; of bytes nothing. Only the first {@value #MAX_CHARS} characters count, and of a value only those that are
 * within its first {@value #MAX_BYTES} bytes.
 */
public final class SearchableText {
    /** Enough for a long document; it also bounds how long indexing one entry may hold the writer. */
    public static final int MAX_CHARS = 128 * 1024;

    /** However large a value is, indexing it takes little memory. */
    public static final int MAX_BYTES = 1 << 20;

    private final String json;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private SearchableText(String json) {
        this.json = json;
    }

    /** The text to search, or null when the value has none. */
    public static @Nullable String of(EntryValue value) {
        return switch (value.encoding()) {
            case TEXT -> cut(beginning(value.content()));
            case JSON -> cut(new SearchableText(beginning(value.content())).walk());
            case BYTES -> null;
        };
    }

    /** The words of a text, in the form in which the index is given them: separated by spaces, nothing else between. */
    public static String words(String text) {
        return Words.spaced(text);
    }

    /** Up to the end of a character. */
    private static String beginning(byte[] utf8) {
        int end = Math.min(utf8.length, MAX_BYTES);
        while (end > 0 && end < utf8.length && (utf8[end] & 0xc0) == 0x80) {
            end--;
        }
        return new String(utf8, 0, end, StandardCharsets.UTF_8);
    }

    private static String cut(String text) {
        if (text.length() <= MAX_CHARS) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_CHARS - 1));
        return text.substring(0, splitsPair ? MAX_CHARS - 1 : MAX_CHARS);
    }

    /** Walks over well-formed JSON, or the beginning of it; what is neither string nor number is passed over. */
    private String walk() {
        while (at < json.length() && out.length() < MAX_CHARS) {
            char c = json.charAt(at);
            if (c == '"') {
                string();
            } else if (c == '-' || (c >= '0' && c <= '9')) {
                number();
            } else {
                at++;
            }
        }
        return out.toString();
    }

    private void number() {
        separate();
        while (at < json.length() && "+-.0123456789eE".indexOf(json.charAt(at)) >= 0) {
            out.append(json.charAt(at++));
        }
    }

    private void string() {
        separate();
        at++;
        while (at < json.length() && json.charAt(at) != '"' && out.length() <= MAX_CHARS) {
            char c = json.charAt(at++);
            if (c == '\\' && at < json.length()) {
                escape(json.charAt(at++));
            } else {
                out.append(c);
            }
        }
        at++;
    }

    private void escape(char c) {
        switch (c) {
            case 'n', 'r', 't', 'b', 'f' -> out.append(' ');
            case 'u' -> {
                int code = 0;
                for (int end = Math.min(at + 4, json.length()); at < end; at++) {
                    code = code << 4 | Math.max(0, Character.digit(json.charAt(at), 16));
                }
                out.append((char) code);
            }
            default -> out.append(c);
        }
    }

    private void separate() {
        if (!out.isEmpty()) {
            out.append('\n');
        }
    }
}
