package io.claudeflow.swarm.memory.health;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How well a store is: as bad as the worst of its checks.
 *
 * @param memoryUtilization the fuller of disk and fullest quota, 0 to 1
 * @param cacheEfficiency the recent hit rate, or null without reads
 * @param performanceScore 1 for no time at all, 0 for reads at the critical mean time or beyond, linear between; null
 *     without reads
 * @param fragmentationLevel the share of the file that holds nothing
 */
public record HealthReport(
        Instant at,
        HealthStatus status,
        List<HealthCheck> checks,
        double memoryUtilization,
        @Nullable Double cacheEfficiency,
        @Nullable Double performanceScore,
        double fragmentationLevel) {
    public HealthReport {
        checks = List.copyOf(checks);
    }

    /** What is wrong, in the order of the checks. */
    public List<String> issues() {
        return checks.stream()
                .map(HealthCheck::issue)
                .filter(Objects::nonNull)
                .map(String.class::cast)
                .toList();
    }

    /** What to do, in the order of the checks, each once. */
    public List<String> recommendations() {
        return checks.stream()
                .map(HealthCheck::recommendation)
                .filter(Objects::nonNull)
                .map(String.class::cast)
                .distinct()
                .toList();
    }
}
