package io.claudeflow.swarm.benchmarks.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import io.claudeflow.swarm.benchmarks.load.CpuShare;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PromiseTest {
    @Test
    void lines_areTheSixOfTheSeed() {
        assertThat(Arrays.stream(Promise.values()).map(line -> line.label() + " ~" + line.millis() + "ms"))
                .containsExactly(
                        "Store (uncompressed) ~2ms",
                        "Store (compressed) ~5ms",
                        "Retrieve (uncompressed) ~1ms",
                        "Retrieve (compressed) ~3ms",
                        "Cleanup (100 expired) ~500ms",
                        "Get stats ~10ms");
    }

    @Test
    void row_medianWithinThePromise_holds() {
        assertThat(row(1_900_000))
                .containsExactly("Store (uncompressed)", "~2", "1.90", "1.90", "1.90", "1", "yes", "1.50", "0.25");
    }

    @Test
    void row_medianBeyondThePromise_doesNotHold() {
        assertThat(row(2_100_000)).contains("no");
    }

    private static java.util.List<String> row(long nanos) {
        LatencyHistogram latencies = new LatencyHistogram();
        latencies.record(nanos);
        return SixLines.row(Promise.STORE, latencies, new CpuShare(1.5, 0.25));
    }
}
