package io.claudeflow.swarm.memory.metric;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates of the samples of a group. Percentiles are nearest-rank: the smallest sample that at least {@code p}
 * percent of all samples do not exceed, so each is a value that was measured. The sum behind the average is
 * compensated (Kahan).
 *
 * @param group the value of the tag the samples were grouped by; null without grouping and for those without the tag
 */
public record MetricSummary(
        @Nullable String group, long count, double avg, double min, double max, double p50, double p95, double p99) {

    /** Aggregates at least one value. */
    public static MetricSummary of(@Nullable String group, double[] values) {
        if (values.length == 0) {
            throw MemoryException.invalid("values", "(none)", "at least one");
        }
        var sorted = values.clone();
        Arrays.sort(sorted);
        var summary = new AscendingSummary(group, sorted.length);
        Arrays.stream(sorted).forEach(summary::add);
        return summary.summary();
    }
}
