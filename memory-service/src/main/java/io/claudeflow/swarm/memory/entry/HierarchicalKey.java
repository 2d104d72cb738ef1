package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.List;

/**
 * A key in seed 003's form {@code category/subcategory/identifier}, such as {@code swarm-abc123/agent-worker1/state}.
 * The store takes any key; facades that promise this form check it here.
 *
 * @param category the first segment; it begins with one of the known categories
 * @param subcategory the second segment
 * @param identifier what follows, slashes included; empty when the key has two segments
 */
public record HierarchicalKey(String category, String subcategory, String identifier) {
    /** Seed 003's limit in characters; the store's own is 1,024 bytes. */
    public static final int MAX_CHARACTERS = 255;

    /** Seed 003's categories. */
    public static final List<String> CATEGORIES = List.of("swarm", "agent", "session", "global", "neural");

    /** Reads a key, or throws what names its fault. */
    public static HierarchicalKey parse(String key) {
        Names.check("key", key, EntryKey.MAX_KEY_BYTES);
        int characters = key.codePointCount(0, key.length());
        if (characters > MAX_CHARACTERS) {
            throw MemoryException.limit("key", characters + " characters", "at most " + MAX_CHARACTERS);
        }
        var segments = key.split("/", 3);
        if (segments.length < 2 || List.of(key.split("/", -1)).contains("")) {
            throw MemoryException.invalid("key", key, "category/subcategory/identifier without empty segments");
        }
        if (CATEGORIES.stream().noneMatch(segments[0]::startsWith)) {
            throw MemoryException.invalid(
                    "key", key, "a first segment that begins with one of " + String.join(", ", CATEGORIES));
        }
        return new HierarchicalKey(segments[0], segments[1], segments.length == 3 ? segments[2] : "");
    }
}
