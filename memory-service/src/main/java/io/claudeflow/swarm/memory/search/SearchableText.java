package io.claudeflow.swarm.memory.search;

import io.claudeflow.swarm.memory.entry.EntryValue;
import org.jspecify.annotations.Nullable;

/**
 * What of a value is searched: a text as it is; of JSON every string, number and member name in their order, one below
 * the other; of bytes nothing. Only the first {@value #MAX_CHARS} characters count.
 */
public final class SearchableText {
    /** Enough for a long document; it also bounds how long indexing one entry may hold the writer. */
    public static final int MAX_CHARS = 128 * 1024;

    private final String json;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private SearchableText(String json) {
        this.json = json;
    }

    /** The text to search, or null when the value has none. */
    public static @Nullable String of(EntryValue value) {
        return switch (value.encoding()) {
            case TEXT -> cut(value.asString());
            case JSON -> cut(new SearchableText(value.asString()).walk());
            case BYTES -> null;
        };
    }

    /** The words of a text, in the form in which the index is given them: separated by spaces, nothing else between. */
    public static String words(String text) {
        return Words.spaced(text);
    }

    private static String cut(String text) {
        if (text.length() <= MAX_CHARS) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_CHARS - 1));
        return text.substring(0, splitsPair ? MAX_CHARS - 1 : MAX_CHARS);
    }

    /** Walks over well-formed JSON; what is neither string nor number is passed over. */
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
        while (at < json.length() && json.charAt(at) != '"') {
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
