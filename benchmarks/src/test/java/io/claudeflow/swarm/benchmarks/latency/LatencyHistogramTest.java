package io.claudeflow.swarm.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {
    @Test
    void quantile_nothingRecorded_isZero() {
        assertThat(new LatencyHistogram().quantile(0.5)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 127, 128, 129, 255, 256, 1_000, 999_999, 1_000_000_000, (1L << 42) - 1})
    void quantile_oneLatency_isNeverLowerAndAtMostOneStepHigher(long nanos) {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(nanos);
        assertThat(histogram.quantile(1)).isBetween(nanos, nanos + nanos / 64);
    }

    @Test
    void record_outOfRange_countsAtTheEdge() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(-5);
        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.quantile(0.5)).isZero();
        assertThat(histogram.quantile(1)).isEqualTo((1L << 42) - 1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20_261_121})
    void quantile_randomLatencies_agreesWithSorting(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] latencies = new long[10_000];
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 0; i < latencies.length; i++) {
            latencies[i] = (long) Math.exp(random.nextDouble() * 23);
            histogram.record(latencies[i]);
        }
        Arrays.sort(latencies);
        for (double quantile : new double[] {0.001, 0.25, 0.5, 0.9, 0.99, 0.999, 1}) {
            long exact = latencies[(int) Math.ceil(quantile * latencies.length) - 1];
            assertThat(histogram.quantile(quantile)).isBetween(exact, exact + exact / 64);
        }
    }

    @Test
    void add_twoHistograms_holdsBoth() {
        LatencyHistogram one = new LatencyHistogram();
        LatencyHistogram other = new LatencyHistogram();
        one.record(10);
        other.record(20);
        other.record(30);
        one.add(other);
        assertThat(one.count()).isEqualTo(3);
        assertThat(one.quantile(0.5)).isEqualTo(20);
        assertThat(one.quantile(1)).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
    void quantile_notAShare_isRefused(double quantile) {
        assertThatThrownBy(() -> new LatencyHistogram().quantile(quantile))
                .hasMessageContaining("expected above 0 and at most 1");
    }
}
