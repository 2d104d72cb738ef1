package io.claudeflow.swarm.memory.analytics;

import java.time.Instant;

/**
 * Operations of one kind within one hour.
 *
 * @param hour its beginning
 * @param group {@link UsageGroup#NAMESPACE} or {@link UsageGroup#AGENT}: what {@code name} names
 * @param name empty for all names beyond the bound of the recorder
 * @param nanos time they took, all together
 * @param bytes values moved
 */
public record UsageCount(
        String swarm,
        Instant hour,
        UsageGroup group,
        String name,
        UsageOperation operation,
        long count,
        long failures,
        long nanos,
        long maxNanos,
        long bytes) {

    /** Both together, under this one's names. */
    public UsageCount plus(UsageCount other) {
        return new UsageCount(
                swarm,
                hour,
                group,
                name,
                operation,
                count + other.count,
                failures + other.failures,
                nanos + other.nanos,
                Math.max(maxNanos, other.maxNanos),
                bytes + other.bytes);
    }
}
