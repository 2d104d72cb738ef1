package io.claudeflow.swarm.memory.metric;

import java.util.DoubleSummaryStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link MetricSummary} of values that come in ascending order, in constant memory: their number is known
 * before, so each percentile is noted when its rank passes. Not thread-safe.
 */
public final class AscendingSummary {
    private final @Nullable String group;
    private final long count;
    private final DoubleSummaryStatistics statistics = new DoubleSummaryStatistics();
    private double p50;
    private double p95;
    private double p99;

    /**
     * @param count how many values will come, 1 or more
     */
    public AscendingSummary(@Nullable String group, long count) {
        this.group = group;
        this.count = count;
    }

    public @Nullable String group() {
        return group;
    }

    /** Takes the next value, which is not smaller than those before. */
    public void add(double value) {
        statistics.accept(value);
        long rank = statistics.getCount();
        p50 = rank == rankOf(50) ? value : p50;
        p95 = rank == rankOf(95) ? value : p95;
        p99 = rank == rankOf(99) ? value : p99;
    }

    /** The summary once all values have come. */
    public MetricSummary summary() {
        if (statistics.getCount() != count) {
            throw new IllegalStateException(statistics.getCount() + " values came instead of " + count);
        }
        return new MetricSummary(
                group, count, statistics.getAverage(), statistics.getMin(), statistics.getMax(), p50, p95, p99);
    }

    /** The rank {@code ceil(p · n / 100)}, counted from 1; whole numbers keep it exact. */
    private long rankOf(long percent) {
        return (percent * count + 99) / 100;
    }
}
