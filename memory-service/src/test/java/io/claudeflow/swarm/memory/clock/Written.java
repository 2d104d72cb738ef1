package io.claudeflow.swarm.memory.clock;

import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the model knows of an entry; values never repeat. */
record Written(EntryValue value, @Nullable Instant expiresAt, boolean tagged, boolean embedded) {
    /** What an entry shows, given what is known: without the value when it was left out. */
    static Shown shown(Entry entry) {
        return new Shown(entry.value(), entry.expiresAt());
    }

    /** What a reader sees. */
    record Shown(@Nullable EntryValue value, @Nullable Instant expiresAt) {}

    Shown withValue() {
        return new Shown(value, expiresAt);
    }

    Shown withoutValue() {
        return new Shown(null, expiresAt);
    }
}
