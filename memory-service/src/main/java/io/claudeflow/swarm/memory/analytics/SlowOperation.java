package io.claudeflow.swarm.memory.analytics;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operation that took at least the threshold.
 *
 * @param at when it ended
 * @param namespace null for an operation on all namespaces
 * @param target the key, the pattern, or how many operations a batch had; shortened to 255 characters; null for none
 * @param agent null when the caller did not say
 */
public record SlowOperation(
        Instant at,
        UsageOperation operation,
        String swarm,
        @Nullable String namespace,
        @Nullable String target,
        @Nullable String agent,
        Duration duration,
        boolean failed) {
    private static final int MAX_TARGET = 255;

    public SlowOperation {
        if (target != null && target.length() > MAX_TARGET) {
            target = target.substring(0, MAX_TARGET);
        }
    }
}
