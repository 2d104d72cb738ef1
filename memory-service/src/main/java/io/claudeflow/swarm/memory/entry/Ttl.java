package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long an entry lives: as the caller says, or as the retention policy of its key says. */
public sealed interface Ttl {
    /** The longest lifetime in seconds, 100 years; longer ones are a mistake of units. */
    long MAX_SECONDS = 100L * 365 * 24 * 3600;

    /** Absent: the policy's lifetime, and without a policy permanent. */
    record ByPolicy() implements Ttl {}

    /** Written as 0: never expires, whatever the policy says. */
    record Permanent() implements Ttl {}

    /** A lifetime in whole seconds from the moment of the write. */
    record Seconds(long seconds) implements Ttl {
        public Seconds {
            if (seconds < 1 || seconds > MAX_SECONDS) {
                throw MemoryException.invalid("ttlSeconds", seconds, "0 (permanent) to " + MAX_SECONDS);
            }
        }
    }

    /** A moment, as an import knows it; in the past it is accepted and the entry is expired at once. */
    record Until(Instant expiresAt) implements Ttl {}

    Ttl BY_POLICY = new ByPolicy();
    Ttl PERMANENT = new Permanent();

    /** The meaning of a {@code ttlSeconds} as callers write it: null, 0, or a positive number. */
    static Ttl ofSeconds(@Nullable Long seconds) {
        if (seconds == null) {
            return BY_POLICY;
        }
        return seconds == 0 ? PERMANENT : new Seconds(seconds);
    }
}
