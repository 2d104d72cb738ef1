package io.claudeflow.swarm.memory.document;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of JSON that the domain carries as text without looking into it. Whoever hands it over guarantees that it
 * is well-formed.
 */
public final class JsonText {
    /** The largest document of a session, task, state or message: 1 MiB of UTF-8. Larger ones belong into entries. */
    public static final int MAX_BYTES = 1024 * 1024;

    private JsonText() {}

    /** Returns the text when it is not empty and at most {@link #MAX_BYTES} of UTF-8. */
    public static String check(String field, String json) {
        if (json.isBlank()) {
            throw MemoryException.invalid(field, "(empty)", "a JSON value");
        }
        int size = json.length() > MAX_BYTES / 3 ? bytes(json) : json.length();
        if (size > MAX_BYTES) {
            throw MemoryException.limit(field, size + " bytes", "at most " + MAX_BYTES + " bytes");
        }
        return json;
    }

    /** As {@link #check}, where the text may be absent. */
    public static @Nullable String checkOptional(String field, @Nullable String json) {
        return json == null ? null : check(field, json);
    }

    /** The size of the text in UTF-8. */
    public static int bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }
}
