package io.claudeflow.swarm.memory.metric;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.metric.MetricAnalysis.Comparison;
import io.claudeflow.swarm.memory.metric.MetricAnalysis.Direction;
import io.claudeflow.swarm.memory.metric.MetricAnalysis.Step;
import io.claudeflow.swarm.memory.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricAnalysisTest {
    private static final String SWARM = "s1";
    private static final Instant START = ManualClock.START;
    private static final Duration HOUR = Duration.ofHours(1);

    private final MetricStore store = new InMemoryMetricStore();
    private final MetricAnalysis analysis = new MetricAnalysis(store);

    @Test
    void trend_averagesThatGrow_isRisingByTheFittedLine() {
        record("time", 0, 10);
        record("time", 0, 20);
        record("time", 1, 18);
        record("time", 3, 30);
        var trend = analysis.trend(SWARM, window("time", 4), HOUR);
        // averages 15, 18, none, 30 at 0, 1, 3: mean place 4/3, mean 21
        // (-4/3 · -6 + -1/3 · -3 + 5/3 · 9) / (16/9 + 1/9 + 25/9) = 24 / (42/9) = 36/7
        assertThat(trend.slope()).isCloseTo(36.0 / 7, within(1e-9));
        assertThat(trend.change()).isCloseTo(36.0 / 7 * 3 / 21, within(1e-9));
        assertThat(trend.direction()).isEqualTo(Direction.RISING);
        assertThat(trend.steps())
                .extracting(Step::from)
                .containsExactly(
                        START, START.plus(HOUR), START.plus(HOUR.multipliedBy(2)), START.plus(HOUR.multipliedBy(3)));
        assertThat(trend.steps().get(2).summary()).isNull();
    }

    @Test
    void trend_littleChange_isSteady() {
        record("time", 0, 100);
        record("time", 1, 103);
        // slope 3, change 3 / 101.5 = 0.0296
        var trend = analysis.trend(SWARM, window("time", 2), HOUR);
        assertThat(trend.direction()).isEqualTo(Direction.STEADY);
        assertThat(trend.change()).isCloseTo(3 / 101.5, within(1e-9));
        assertThat(analysis.trend(SWARM, window("time", 1), HOUR).direction()).isEqualTo(Direction.STEADY);
        record("drift", 0, 1);
        record("drift", 1, -1);
        var aroundZero = analysis.trend(SWARM, window("drift", 2), HOUR);
        assertThat(aroundZero.change()).isNull();
        assertThat(aroundZero.direction()).isEqualTo(Direction.FALLING);
    }

    @Test
    void trend_wrongStep_isRefused() {
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "stepSeconds: 0",
                () -> analysis.trend(SWARM, window("time", 1), Duration.ZERO));
        assertFails(
                FailureKind.LIMIT_EXCEEDED,
                "stepSeconds: 1",
                () -> analysis.trend(SWARM, window("time", 1), Duration.ofSeconds(1)));
    }

    @Test
    void compare_windowWithTheOneBefore_saysTheChange() {
        record("faster", -1, 40);
        record("faster", 0, 30);
        record("new", 0, 5);
        record("old", -1, 7);
        record("ancient", -2, 7);
        var comparisons = analysis.compare(SWARM, START, START.plus(HOUR));
        assertThat(comparisons).extracting(Comparison::name).containsExactly("faster", "new", "old");
        assertThat(comparisons).extracting(Comparison::change).containsExactly(-0.25, null, null);
        assertThat(comparisons.get(1).before()).isNull();
        assertThat(comparisons.get(2).now()).isNull();
    }

    private void record(String name, long hour, double value) {
        store.record(SWARM, List.of(Sample.of(name, value, START.plus(HOUR.multipliedBy(hour)), Map.of())));
    }

    private static MetricQuery window(String name, long hours) {
        return MetricQuery.of(name, START, START.plus(HOUR.multipliedBy(hours)));
    }
}
