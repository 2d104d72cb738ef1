package io.claudeflow.swarm.memory.analytics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Usage of one group.
 *
 * @param start the beginning of the step, or null for the whole time frame
 * @param group a namespace, an operation or an agent; empty for all names beyond the bound of the recorder
 * @param operations successes and failures
 * @param meanMillis time of an operation on average
 * @param bytes values moved
 */
public record UsageSummary(
        @Nullable Instant start,
        String group,
        long operations,
        long failures,
        double meanMillis,
        double maxMillis,
        long bytes) {
    private static final double NANOS_PER_MILLI = 1e6;

    static UsageSummary of(@Nullable Instant start, String group, UsageCount sum) {
        double mean = sum.count() == 0 ? 0 : sum.nanos() / NANOS_PER_MILLI / sum.count();
        return new UsageSummary(
                start, group, sum.count(), sum.failures(), mean, sum.maxNanos() / NANOS_PER_MILLI, sum.bytes());
    }
}
