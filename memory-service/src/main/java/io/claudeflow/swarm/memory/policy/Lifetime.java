package io.claudeflow.swarm.memory.policy;

import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.MemoryException;

/** How long the entries of a policy live when their writer does not say. */
public sealed interface Lifetime {
    Lifetime PERMANENT = new Permanent();

    /** For ever; written {@code permanent} or 0. */
    record Permanent() implements Lifetime {}

    /** Whole seconds from the moment of the write, 1 to {@link Ttl#MAX_SECONDS}. */
    record Seconds(long seconds) implements Lifetime {
        public Seconds {
            if (seconds < 1 || seconds > Ttl.MAX_SECONDS) {
                throw MemoryException.invalid("ttl", seconds, "0 (permanent) to " + Ttl.MAX_SECONDS + " seconds");
            }
        }
    }

    /** As a policy file says it: {@code permanent}, or a duration such as {@code 7d}. */
    static String text(Lifetime lifetime) {
        return switch (lifetime) {
            case Permanent _ -> "permanent";
            case Seconds own -> Span.format(own.seconds());
        };
    }

    static Lifetime ofSeconds(long seconds) {
        return seconds == 0 ? PERMANENT : new Seconds(seconds);
    }
}
