package io.claudeflow.swarm.benchmarks.load;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One row of the table: the medians of a cell over the rounds.
 *
 * @param spread the distance between the fastest and the slowest round by the median; 0.25 is noise on a busy machine
 * @param errors over all rounds
 */
public record CellSummary(
        double operationsPerSecond,
        double spread,
        double p50Millis,
        double p99Millis,
        long errors,
        double serverCores,
        double generatorCores,
        double residentMebibytes) {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_MEBIBYTE = 1024.0 * 1024.0;

    /**
     * Summarises the rounds of one cell.
     *
     * @param samples one per round, at least one
     */
    public static CellSummary of(List<CellSample> samples) {
        double rate = median(samples, CellSample::operationsPerSecond);
        double fastest = samples.stream()
                .mapToDouble(CellSample::operationsPerSecond)
                .max()
                .orElse(0);
        double slowest = samples.stream()
                .mapToDouble(CellSample::operationsPerSecond)
                .min()
                .orElse(0);
        return new CellSummary(
                rate,
                rate == 0 ? 0 : (fastest - slowest) / rate,
                median(samples, CellSample::p50Nanos) / NANOS_PER_MILLI,
                median(samples, CellSample::p99Nanos) / NANOS_PER_MILLI,
                samples.stream().mapToLong(CellSample::errors).sum(),
                median(samples, CellSample::serverCores),
                median(samples, CellSample::generatorCores),
                median(samples, CellSample::residentBytes) / BYTES_PER_MEBIBYTE);
    }

    /** The middle one, or the mean of the two in the middle. */
    static double median(List<CellSample> samples, ToDoubleFunction<CellSample> figure) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("no samples, expected one per round");
        }
        double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
