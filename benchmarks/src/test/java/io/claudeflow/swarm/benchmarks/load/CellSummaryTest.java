package io.claudeflow.swarm.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CellSummaryTest {
    @Test
    void of_threeRounds_takesTheMiddleOfEachFigure() {
        CellSummary summary = CellSummary.of(List.of(
                sample(100, 5_000_000, 9_000_000, 0),
                sample(300, 1_000_000, 30_000_000, 2),
                sample(110, 2_000_000, 8_000_000, 1)));
        assertThat(summary.operationsPerSecond()).isEqualTo(110);
        assertThat(summary.p50Millis()).isEqualTo(2);
        assertThat(summary.p99Millis()).isEqualTo(9);
        assertThat(summary.errors()).isEqualTo(3);
        assertThat(summary.spread()).isCloseTo(200.0 / 110, within(1e-9));
        assertThat(summary.residentMebibytes()).isEqualTo(1);
    }

    @Test
    void of_twoRounds_takesTheMean() {
        assertThat(CellSummary.of(List.of(sample(100, 0, 0, 0), sample(200, 0, 0, 0)))
                        .operationsPerSecond())
                .isEqualTo(150);
    }

    @Test
    void of_nothingSucceeded_hasNoSpread() {
        assertThat(CellSummary.of(List.of(sample(0, 0, 0, 9))).spread()).isZero();
    }

    @Test
    void of_noRounds_isRefused() {
        assertThatThrownBy(() -> CellSummary.of(List.of())).hasMessageContaining("one per round");
    }

    private static CellSample sample(double rate, long p50, long p99, long errors) {
        return new CellSample(rate, p50, p99, errors, Optional.empty(), 1, 1, 1 << 20);
    }
}
