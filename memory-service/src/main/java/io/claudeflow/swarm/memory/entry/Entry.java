package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it was read.
 *
 * @param value the value, decompressed; null only where the caller asked to leave it out
 * @param metadata a JSON object as text
 * @param version 1 when created, one more for each replacement
 * @param revision the revision that wrote it; the content of its {@code ETag}
 * @param expiresAt the moment from which it is absent, or null when permanent
 * @param accessedAt the last counted read, or null; may lag behind by a few seconds
 * @param accessCount counted reads, cache hits included; may lag behind by a few seconds
 * @param valueBytes the size of the value before compression
 * @param storedBytes the size of the value as stored
 */
public record Entry(
        EntryKey key,
        @Nullable EntryValue value,
        EntryValue.Encoding encoding,
        Tags tags,
        String metadata,
        long version,
        Revision revision,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant accessedAt,
        long accessCount,
        int valueBytes,
        int storedBytes) {

    /** Whether the entry is absent for a reader at {@code now}: exactly when {@code expiresAt <= now}. */
    public boolean expiredAt(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }
}
