package io.claudeflow.swarm.memory.cache;

import io.claudeflow.swarm.memory.entry.Entry;

/** What an entry takes on the heap, roughly: its value and names, and a constant for objects and the cache's node. */
final class EntryFootprint {
    private static final int OBJECTS = 600;
    private static final int TAG_OBJECTS = 56;

    private EntryFootprint() {}

    static long bytes(Entry entry) {
        long bytes = OBJECTS;
        bytes += entry.value() == null ? 0 : entry.value().size();
        bytes += entry.metadata().length();
        bytes += entry.key().swarm().length()
                + entry.key().namespace().length()
                + entry.key().key().length();
        for (var tag : entry.tags().names()) {
            bytes += TAG_OBJECTS + tag.length();
        }
        return bytes;
    }
}
