package io.claudeflow.swarm.memory.policy;

import io.claudeflow.swarm.memory.entry.Ttl;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the entries of one pattern.
 *
 * @param compression null leaves it to the service's settings
 * @param fullText whether the words of the values are indexed
 */
public record RetentionPolicy(
        KeyPattern pattern,
        Lifetime lifetime,
        Cleanup cleanup,
        ConflictStrategy conflict,
        @Nullable CompressionRule compression,
        boolean fullText) {

    /** What holds for keys that match no pattern: permanent, the service's compression, the newer write stays. */
    public static final RetentionPolicy DEFAULT = of(new KeyPattern("*"), Lifetime.PERMANENT);

    /** A policy that says no more than a lifetime. */
    public static RetentionPolicy of(KeyPattern pattern, Lifetime lifetime) {
        return new RetentionPolicy(pattern, lifetime, Cleanup.LAZY, ConflictStrategy.LAST_WRITER_WINS, null, true);
    }

    /** The lifetime that holds for a write: what its writer says, otherwise what the policy says. */
    public Ttl effective(Ttl ttl) {
        if (!(ttl instanceof Ttl.ByPolicy)) {
            return ttl;
        }
        return switch (lifetime) {
            case Lifetime.Permanent _ -> Ttl.PERMANENT;
            case Lifetime.Seconds own -> new Ttl.Seconds(own.seconds());
        };
    }

    /** The moment from which an entry written at {@code now} is absent, or null when it is permanent. */
    public @Nullable Instant expiry(Ttl ttl, Instant now) {
        return switch (effective(ttl)) {
            case Ttl.Seconds explicit -> now.plusSeconds(explicit.seconds());
            case Ttl.Until until -> until.expiresAt();
            case Ttl.Permanent _, Ttl.ByPolicy _ -> null;
        };
    }
}
