package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.nio.charset.StandardCharsets;

/** What a swarm id, a namespace, a key, a tag and every other name that a caller chooses may look like. */
public final class Names {
    private Names() {}

    /** Returns the name when it is 1 to {@code maxBytes} bytes of UTF-8 without control characters. */
    public static String check(String field, String name, int maxBytes) {
        if (name.isEmpty()) {
            throw MemoryException.invalid(field, "(empty)", "1 to " + maxBytes + " bytes of UTF-8");
        }
        if (name.length() > maxBytes || utf8Length(name) > maxBytes) {
            throw MemoryException.limit(
                    field, name.getBytes(StandardCharsets.UTF_8).length + " bytes", "at most " + maxBytes + " bytes");
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                throw MemoryException.invalid(
                        field, escaped(name), "no control characters (position " + i + " has one)");
            }
            if (isLoneSurrogate(name, i)) {
                throw MemoryException.invalid(field, escaped(name), "valid UTF-8 (position " + i + " is half a pair)");
            }
        }
        return name;
    }

    private static int utf8Length(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isLoneSurrogate(String name, int i) {
        char c = name.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == name.length() || !Character.isLowSurrogate(name.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(name.charAt(i - 1)));
    }

    private static String escaped(String name) {
        var text = new StringBuilder();
        name.chars().forEach(c -> {
            if (Character.isISOControl(c) || Character.isSurrogate((char) c)) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.toString();
    }
}
