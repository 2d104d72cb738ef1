package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an entry that was written elsewhere before, such as in an export: a write that carries it keeps the
 * times, and the version never goes back.
 *
 * @param version of the entry where it comes from, 1 or more
 * @param ttlSeconds the lifetime it was given, or null; informative, its expiry counts
 */
public record EntryHistory(
        Instant createdAt,
        Instant updatedAt,
        long version,
        @Nullable Long ttlSeconds) {
    /** The first version of an entry of which one of the times is known, or both; null when none is. */
    public static @Nullable EntryHistory between(@Nullable Instant createdAt, @Nullable Instant updatedAt) {
        var updated = updatedAt == null ? createdAt : updatedAt;
        return updated == null ? null : new EntryHistory(createdAt == null ? updated : createdAt, updated, 1, null);
    }

    public EntryHistory {
        if (version < 1) {
            throw MemoryException.invalid("version", version, "1 or more");
        }
        if (updatedAt.isBefore(createdAt)) {
            throw MemoryException.invalid("updatedAt", updatedAt, "createdAt (" + createdAt + ") or later");
        }
        if (ttlSeconds != null && (ttlSeconds < 1 || ttlSeconds > Ttl.MAX_SECONDS)) {
            throw MemoryException.invalid("ttlSeconds", ttlSeconds, "1 to " + Ttl.MAX_SECONDS);
        }
    }
}
