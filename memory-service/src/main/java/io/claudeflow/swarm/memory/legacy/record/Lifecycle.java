package io.claudeflow.swarm.memory.legacy.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a record came to be, changed and ends, as its source says; null is unknown.
 *
 * @param expiresAt absolute; null is permanent
 * @param accessCount reads, 0 when unknown
 */
public record Lifecycle(
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable Instant accessedAt,
        @Nullable Instant expiresAt,
        long accessCount) {
    public static final Lifecycle UNKNOWN = new Lifecycle(null, null, null, null, 0);

    /** A record that was made at a moment and never changed. */
    public static Lifecycle madeAt(@Nullable Instant moment) {
        return new Lifecycle(moment, moment, null, null, 0);
    }

    /** A record with a moment of creation and one of its last change. */
    public static Lifecycle between(@Nullable Instant created, @Nullable Instant updated) {
        return new Lifecycle(created, updated == null ? created : updated, null, null, 0);
    }

    public Lifecycle expiring(@Nullable Instant moment) {
        return new Lifecycle(createdAt, updatedAt, accessedAt, moment, accessCount);
    }

    public Lifecycle accessed(@Nullable Instant moment, long count) {
        return new Lifecycle(createdAt, updatedAt, moment, expiresAt, count);
    }

    /** The newest moment known at which the content was written, or null. */
    public @Nullable Instant writtenAt() {
        return updatedAt != null ? updatedAt : createdAt;
    }

    /** Whether the record has ended: exactly when {@code expiresAt <= now}. */
    public boolean expiredAt(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }
}
