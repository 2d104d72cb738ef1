package io.claudeflow.swarm.memory.metric;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What measurements say over time: seed 002's {@code analyzePerformance} and seed 003's trends. Thread-safe. */
public final class MetricAnalysis {
    /** The most steps of a trend. */
    public static final int MAX_STEPS = 366;

    /** Averages that change by at most this share of their mean are steady. */
    public static final double STEADY = 0.05;

    private final MetricStore store;

    public MetricAnalysis(MetricStore store) {
        this.store = store;
    }

    /** Where the averages go. */
    public enum Direction {
        RISING,
        STEADY,
        FALLING
    }

    /**
     * The samples of one step.
     *
     * @param from the first moment included; the step ends where the next begins
     * @param summary null when there were no samples
     */
    public record Step(Instant from, @Nullable MetricSummary summary) {}

    /**
     * A metric over time.
     *
     * @param slope by how much the average changes from step to step: the least-squares line through the averages of
     *     the steps that have samples; 0 with fewer than two
     * @param change the line's end by its beginning: {@code slope · (last - first step) / |mean of the averages|}; null
     *     when the mean is 0
     * @param direction rising and falling when {@code change} is beyond ±{@value #STEADY}, or, with a mean of 0, by the
     *     sign of the slope
     */
    public record Trend(
            List<Step> steps, double slope, @Nullable Double change, Direction direction) {
        public Trend {
            steps = List.copyOf(steps);
        }
    }

    /**
     * One metric in a window and in the window of the same length before.
     *
     * @param now null when there were no samples, likewise {@code before}
     * @param change of the average: {@code (now - before) / |before|}; null without one of them or with an average of 0
     *     before
     */
    public record Comparison(
            String name,
            @Nullable MetricSummary now,
            @Nullable MetricSummary before,
            @Nullable Double change) {}

    /**
     * Cuts the window of a query into steps and follows the average.
     *
     * @param step a second or more, the last one may be shorter; at most {@value #MAX_STEPS} fit into the window
     */
    public Trend trend(String swarm, MetricQuery query, Duration step) {
        if (step.compareTo(Duration.ofSeconds(1)) < 0) {
            throw MemoryException.invalid("stepSeconds", step.toSeconds(), "1 or more");
        }
        var window = Duration.between(query.from(), query.to());
        if (window.dividedBy(MAX_STEPS).compareTo(step) > 0) {
            throw MemoryException.limit(
                    "stepSeconds", step.toSeconds(), "at most " + MAX_STEPS + " steps in the window of " + window);
        }
        var steps = new ArrayList<Step>();
        for (var from = query.from(); from.isBefore(query.to()); from = from.plus(step)) {
            var end = from.plus(step).isAfter(query.to()) ? query.to() : from.plus(step);
            var part = new MetricQuery(query.name(), from, end, query.tags(), null);
            steps.add(new Step(from, only(store.aggregate(swarm, part))));
        }
        return trend(steps);
    }

    private static Trend trend(List<Step> steps) {
        var places = new TreeMap<Integer, Double>();
        for (int i = 0; i < steps.size(); i++) {
            var summary = steps.get(i).summary();
            if (summary != null) {
                places.put(i, summary.avg());
            }
        }
        if (places.size() < 2) {
            return new Trend(steps, 0, null, Direction.STEADY);
        }
        double meanPlace =
                places.keySet().stream().mapToDouble(place -> place).average().orElseThrow();
        double mean =
                places.values().stream().mapToDouble(value -> value).average().orElseThrow();
        double above = 0;
        double below = 0;
        for (var place : places.entrySet()) {
            above += (place.getKey() - meanPlace) * (place.getValue() - mean);
            below += (place.getKey() - meanPlace) * (place.getKey() - meanPlace);
        }
        double slope = above / below;
        var change = mean == 0 ? null : slope * (places.lastKey() - places.firstKey()) / Math.abs(mean);
        return new Trend(steps, slope, change, direction(change == null ? slope : change, change == null ? 0 : STEADY));
    }

    private static Direction direction(double change, double steady) {
        if (change > steady) {
            return Direction.RISING;
        }
        return change < -steady ? Direction.FALLING : Direction.STEADY;
    }

    /** Every metric that has samples in the window or in the one before, by name. */
    public List<Comparison> compare(String swarm, Instant from, Instant to) {
        var window = MetricQuery.of("window", from, to);
        var before = from.minus(Duration.between(window.from(), window.to()));
        return store.names(swarm).stream()
                .map(name -> comparison(
                        name,
                        only(store.aggregate(swarm, MetricQuery.of(name, from, to))),
                        only(store.aggregate(swarm, MetricQuery.of(name, before, from)))))
                .filter(comparison -> comparison.now() != null || comparison.before() != null)
                .toList();
    }

    private static Comparison comparison(String name, @Nullable MetricSummary now, @Nullable MetricSummary before) {
        boolean comparable = now != null && before != null && before.avg() != 0;
        return new Comparison(name, now, before, comparable ? change(now, before) : null);
    }

    private static @Nullable Double change(@Nullable MetricSummary now, @Nullable MetricSummary before) {
        var after = Objects.requireNonNull(now);
        var base = Objects.requireNonNull(before);
        return (after.avg() - base.avg()) / Math.abs(base.avg());
    }

    private static @Nullable MetricSummary only(List<MetricSummary> groups) {
        return groups.isEmpty() ? null : groups.getFirst();
    }
}
