package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.analytics.Analytics;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Duration;

/**
 * How an engine watches itself.
 *
 * @param swarm the swarm whose entries alerts look at
 * @param slowOperation from which an operation on entries is slow; zero makes every one slow
 * @param analytics whether usage and growth are written down; slow operations and health are watched anyway
 * @param retention how long usage and growth are kept
 * @param autoCleanup whether garbage is collected by itself
 */
public record InsightConfig(
        String swarm, Duration slowOperation, boolean analytics, Duration retention, boolean autoCleanup) {
    public static final InsightConfig DEFAULT =
            new InsightConfig("default", Duration.ofMillis(100), true, Analytics.RETENTION, true);

    public InsightConfig {
        if (slowOperation.isNegative()) {
            throw MemoryException.invalid("SLOW_OPERATION_THRESHOLD", slowOperation, "0 or more");
        }
        if (retention.isNegative() || retention.isZero()) {
            throw MemoryException.invalid("ANALYTICS_RETENTION", retention, "more than zero");
        }
    }
}
