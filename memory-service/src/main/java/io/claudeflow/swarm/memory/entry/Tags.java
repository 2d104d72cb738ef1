package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The tags of an entry: at most 64, each 1 to 128 bytes of UTF-8 without control characters, compared byte for byte,
 * repetitions dropped, order kept. Immutable.
 */
public record Tags(List<String> names) {
    public static final int MAX_TAGS = 64;
    public static final int MAX_TAG_BYTES = 128;
    public static final Tags NONE = new Tags(List.of());

    public Tags {
        names = List.copyOf(new LinkedHashSet<>(names));
        if (names.size() > MAX_TAGS) {
            throw MemoryException.limit("tags", names.size() + " tags", "at most " + MAX_TAGS + " tags");
        }
        for (int i = 0; i < names.size(); i++) {
            Names.check("tags[" + i + "]", names.get(i), MAX_TAG_BYTES);
        }
    }

    public static Tags of(String... names) {
        return new Tags(List.of(names));
    }

    public static Tags of(Collection<String> names) {
        return names.isEmpty() ? NONE : new Tags(List.copyOf(names));
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }
}
