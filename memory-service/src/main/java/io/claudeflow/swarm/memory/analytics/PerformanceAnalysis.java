package io.claudeflow.swarm.memory.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How a store develops, from its samples.
 *
 * <ul>
 *   <li>Growth: the slope of the least-squares line through a figure over time, for each day.
 *   <li>{@code daysUntilFull}: the free space of the newest sample / the growth of the database for each day; null when
 *       it does not grow.
 *   <li>Means: of the earlier and the later half of the time frame, each the sum of the half (time / operations, hits /
 *       reads); a {@link Direction} is a change of the later mean by more than 10 % of the earlier one.
 * </ul>
 *
 * <p>Figures that need two samples, or operations that did not happen, are null.
 *
 * @param samples how many it is made of
 */
public record PerformanceAnalysis(
        Instant from,
        Instant to,
        int samples,
        @Nullable Double databaseBytesPerDay,
        @Nullable Double entriesPerDay,
        @Nullable Double daysUntilFull,
        Trend readMillis,
        Trend writeMillis,
        Trend cacheHitRate) {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double SECONDS_PER_DAY = 86_400;
    private static final double NOTABLE = 0.1;

    /** Where a figure goes. */
    public enum Direction {
        RISING,
        FALLING,
        STEADY,
        UNKNOWN
    }

    /** The mean of a figure in both halves; null for a half without operations. */
    public record Trend(@Nullable Double earlier, @Nullable Double later, Direction direction) {
        static Trend of(@Nullable Double earlier, @Nullable Double later) {
            if (earlier == null || later == null) {
                return new Trend(earlier, later, Direction.UNKNOWN);
            }
            double change = later - earlier;
            if (Math.abs(change) <= NOTABLE * Math.abs(earlier)) {
                return new Trend(earlier, later, Direction.STEADY);
            }
            return new Trend(earlier, later, change > 0 ? Direction.RISING : Direction.FALLING);
        }
    }

    /** The analysis of samples in the order of time. */
    public static PerformanceAnalysis of(Instant from, Instant to, List<GrowthSample> samples) {
        var perDay = slope(samples, GrowthSample::databaseBytes);
        Double untilFull =
                perDay == null || perDay <= 0 ? null : samples.getLast().diskFreeBytes() / perDay;
        var middle = from.plus(Duration.between(from, to).dividedBy(2));
        var earlier =
                samples.stream().filter(sample -> sample.at().isBefore(middle)).toList();
        var later =
                samples.stream().filter(sample -> !sample.at().isBefore(middle)).toList();
        return new PerformanceAnalysis(
                from,
                to,
                samples.size(),
                perDay,
                slope(samples, GrowthSample::entries),
                untilFull,
                Trend.of(
                        millis(earlier, GrowthSample::readNanos, GrowthSample::reads),
                        millis(later, GrowthSample::readNanos, GrowthSample::reads)),
                Trend.of(
                        millis(earlier, GrowthSample::writeNanos, GrowthSample::writes),
                        millis(later, GrowthSample::writeNanos, GrowthSample::writes)),
                Trend.of(hitRate(earlier), hitRate(later)));
    }

    private static @Nullable Double slope(List<GrowthSample> samples, ToDoubleFunction<GrowthSample> figure) {
        if (samples.size() < 2) {
            return null;
        }
        var origin = samples.getFirst().at();
        double meanX = samples.stream()
                .mapToDouble(sample -> days(origin, sample))
                .average()
                .orElse(0);
        double meanY = samples.stream().mapToDouble(figure).average().orElse(0);
        double covariance = 0;
        double variance = 0;
        for (var sample : samples) {
            double x = days(origin, sample) - meanX;
            covariance += x * (figure.applyAsDouble(sample) - meanY);
            variance += x * x;
        }
        return variance == 0 ? null : covariance / variance;
    }

    private static double days(Instant origin, GrowthSample sample) {
        return Duration.between(origin, sample.at()).toSeconds() / SECONDS_PER_DAY;
    }

    private static @Nullable Double millis(
            List<GrowthSample> samples, ToLongFunction<GrowthSample> nanos, ToLongFunction<GrowthSample> operations) {
        long count = samples.stream().mapToLong(operations).sum();
        return count == 0 ? null : samples.stream().mapToLong(nanos).sum() / NANOS_PER_MILLI / count;
    }

    private static @Nullable Double hitRate(List<GrowthSample> samples) {
        long hits = samples.stream().mapToLong(GrowthSample::cacheHits).sum();
        long misses = samples.stream().mapToLong(GrowthSample::cacheMisses).sum();
        return hits + misses == 0 ? null : (double) hits / (hits + misses);
    }
}
