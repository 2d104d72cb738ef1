package io.claudeflow.swarm.memory.metric;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
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
        var statistics = new DoubleSummaryStatistics();
        Arrays.stream(sorted).forEach(statistics);
        return new MetricSummary(
                group,
                sorted.length,
                statistics.getAverage(),
                sorted[0],
                sorted[sorted.length - 1],
                percentile(sorted, 50),
                percentile(sorted, 95),
                percentile(sorted, 99));
    }

    /** The value of rank {@code ceil(p · n / 100)}, counted from 1; whole numbers keep it exact. */
    private static double percentile(double[] sorted, long percent) {
        long rank = (percent * sorted.length + 99) / 100;
        return sorted[(int) rank - 1];
    }
}
