package io.claudeflow.swarm.memory.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.analytics.PerformanceAnalysis.Direction;
import io.claudeflow.swarm.memory.analytics.PerformanceAnalysis.Trend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Numbers computed by hand. */
class PerformanceAnalysisTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(4));
    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    private static GrowthSample sample(
            int day, long entries, long bytes, long free, long hits, long misses, long reads, long readMillis) {
        return new GrowthSample(
                START.plus(Duration.ofDays(day)),
                day,
                entries,
                0,
                0,
                bytes,
                0,
                0,
                free,
                hits,
                misses,
                reads,
                readMillis * 1_000_000,
                0,
                0);
    }

    /** x = 0, 1, 2, 3; y = 10, 20, 20, 50: slope = (-1.5·-15 + -0.5·-5 + 0.5·-5 + 1.5·25) / 5 = 60 / 5 = 12. */
    @Test
    void shouldFitALineThroughTheSamples() {
        var analysis = PerformanceAnalysis.of(
                START,
                END,
                List.of(
                        sample(0, 1, 10, 0, 0, 0, 0, 0),
                        sample(1, 2, 20, 0, 0, 0, 0, 0),
                        sample(2, 3, 20, 0, 0, 0, 0, 0),
                        sample(3, 4, 50, 600, 0, 0, 0, 0)));
        assertThat(analysis.databaseBytesPerDay()).isCloseTo(12, EXACT);
        assertThat(analysis.entriesPerDay()).isCloseTo(1, EXACT);
        assertThat(analysis.daysUntilFull()).isCloseTo(50, EXACT);
        assertThat(analysis.samples()).isEqualTo(4);
    }

    /** Reads: 10 + 30 ms over 1 + 3 reads are 10 ms, then 60 ms over 4 are 15 ms. Hits: 3 of 4, then 7 of 10. */
    @Test
    void shouldCompareTheHalvesOfTheTimeFrame() {
        var analysis = PerformanceAnalysis.of(
                START,
                END,
                List.of(
                        sample(0, 0, 0, 0, 1, 1, 1, 10),
                        sample(1, 0, 0, 0, 2, 0, 3, 30),
                        sample(2, 0, 0, 0, 7, 3, 4, 60)));
        assertThat(analysis.readMillis()).isEqualTo(new Trend(10.0, 15.0, Direction.RISING));
        assertThat(analysis.cacheHitRate()).isEqualTo(new Trend(0.75, 0.7, Direction.STEADY));
        assertThat(analysis.writeMillis()).isEqualTo(new Trend(null, null, Direction.UNKNOWN));
        assertThat(analysis.daysUntilFull()).isNull();
    }

    @Test
    void shouldKnowNoGrowthFromOneSample() {
        var analysis = PerformanceAnalysis.of(START, END, List.of(sample(0, 5, 5, 5, 0, 0, 0, 0)));
        assertThat(analysis.databaseBytesPerDay()).isNull();
        assertThat(analysis.entriesPerDay()).isNull();
    }
}
