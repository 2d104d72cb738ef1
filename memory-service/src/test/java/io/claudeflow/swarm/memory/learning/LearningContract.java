package io.claudeflow.swarm.memory.learning;

import static io.claudeflow.swarm.memory.learning.LearningExamples.context;
import static io.claudeflow.swarm.memory.learning.Outcome.Result.FAILURE;
import static io.claudeflow.swarm.memory.learning.Outcome.Result.SUCCESS;
import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Learning, from an outcome to a recommendation, with numbers computed by hand, on any {@link LearningStore}. */
public abstract class LearningContract {
    private static final String SWARM = "s1";
    private static final Offset<Double> EXACTLY = within(1e-9);

    protected final ManualClock clock = new ManualClock();
    private LearningStore store;
    private Learning learning;

    /** An empty store that reads its time from {@link #clock}. */
    protected abstract LearningStore open();

    @BeforeEach
    void openStore() {
        store = open();
        learning = new Learning(store, LearningSettings.DEFAULT);
    }

    @Test
    void record_fifthSimilarOutcome_makesAPattern() {
        for (int i = 1; i <= 4; i++) {
            var recorded = record("data", "x", SUCCESS, "size=large");
            assertThat(recorded.similar()).isEqualTo(i);
            assertThat(recorded.patterns()).isEmpty();
        }
        record("web", "x", SUCCESS, "size=large");
        assertThat(learning.patterns(SWARM, null)).isEmpty();
        var fifth = record("data", "x", FAILURE, "size=large");
        assertThat(fifth.similar()).isEqualTo(5);
        // four of five: 5/7
        assertThat(fifth.patterns()).hasSize(1);
        var pattern = fifth.patterns().getFirst();
        assertThat(pattern.confidence()).isCloseTo(5.0 / 7, EXACTLY);
        assertThat(pattern.evidence()).contains(fifth.outcome().id());
        assertThat(learning.patterns(SWARM, null)).containsExactly(pattern);
        assertThat(learning.patterns("s2", null)).isEmpty();
        // four of six: 5/8 = 0.625, not confident enough any more
        assertThat(record("data", "x", FAILURE, "size=large").patterns()).isEmpty();
        assertThat(learning.patterns(SWARM, null)).isEmpty();
    }

    @Test
    void record_settingsSayTwo_makesAPatternOfTwo() {
        var eager = new Learning(store, LearningSettings.of(2, 0.75));
        eager.record(SWARM, "data", List.of("x"), SUCCESS, 1, context("size=large"));
        var second = eager.record(SWARM, "data", List.of("x"), SUCCESS, 1, context("size=large"));
        // two of two: 3/4
        assertThat(second.patterns()).hasSize(1);
        assertThat(second.patterns().getFirst().confidence()).isCloseTo(0.75, EXACTLY);
    }

    @Test
    void record_conditionWidens_keepsReportedUses() {
        for (int i = 0; i < 5; i++) {
            record("data", "x", SUCCESS, "a=1 b=1 c=1 n=" + (10 - i % 2));
        }
        var before = learning.patterns(SWARM, "data").getFirst();
        learning.reportUse(SWARM, before.id(), true);
        learning.reportUse(SWARM, before.id(), false);
        // n from 9 to 10 and from 8 to 10: (3 + 0.5) / 4 = 0.875, so it is the same pattern under another id
        var after = record("data", "x", SUCCESS, "a=1 b=1 c=1 n=8").patterns().getFirst();
        assertThat(after.id()).isNotEqualTo(before.id());
        assertThat(after.uses()).isEqualTo(2);
        assertThat(after.successfulUses()).isEqualTo(1);
        // from 8 to 10 and from 4 to 10: (3 + 1/3) / 4 = 0.833, so it is another one
        var other = record("data", "x", SUCCESS, "a=1 b=1 c=1 n=4").patterns().getFirst();
        assertThat(other.uses()).isZero();
        assertThat(learning.patterns(SWARM, null)).containsExactly(other);
    }

    @Test
    void recommend_afterOutcomes_explainsItself() {
        for (int i = 0; i < 8; i++) {
            record("data", "x", SUCCESS, "size=large");
        }
        for (int i = 0; i < 6; i++) {
            record("data", "y", FAILURE, "size=small");
        }
        var advice = learning.recommend(SWARM, "data", context("size=large")).orElseThrow();
        assertThat(advice.expectedSuccessRate()).isEqualTo(1);
        assertThat(advice.confidence()).isCloseTo(9.0 / 10, EXACTLY);
        assertThat(advice.explanation())
                .containsExactly(
                        "data where size is \"large\" succeeded in 100 % of 8 similar outcomes (confidence 0.90).",
                        "The context meets 100 % of its 1 conditions and contradicts none.", "Usually done by x.");
        assertThat(learning.recommend(SWARM, "data", context("size=medium"))).isEmpty();
        assertThat(learning.recommend("s2", "data", context("size=large"))).isEmpty();
        var used = learning.reportUse(SWARM, advice.pattern().id(), true);
        assertThat(used.uses()).isEqualTo(1);
        assertFails(FailureKind.NOT_FOUND, "patternId: gone", () -> learning.reportUse(SWARM, "gone", true));
    }

    @Test
    void insights_byKind_areRanked() {
        for (int i = 0; i < 8; i++) {
            record("data", "x", SUCCESS, "size=large");
        }
        for (int i = 0; i < 6; i++) {
            record("data", "y", FAILURE, "size=small");
        }
        var insights = learning.insights(SWARM, null, null);
        // large 9/10 (as pattern and as x's), small 7/8
        assertThat(insights).extracting(Insight::kind).startsWith(Insight.Kind.STRATEGY, Insight.Kind.TEAM);
        assertThat(insights).extracting(Insight::confidence).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        var risk = learning.insights(SWARM, Insight.Kind.RISK, "data");
        assertThat(risk).hasSize(1);
        assertThat(risk.getFirst().confidence()).isCloseTo(7.0 / 8, EXACTLY);
        assertThat(risk.getFirst().description()).isEqualTo("data where size is \"small\" fails in 100 %");
        assertThat(learning.insights(SWARM, null, "web")).isEmpty();
    }

    @Test
    void optimize_triedAndFailed_staysDroppedAfterTheNextExtraction() {
        for (int i = 0; i < 5; i++) {
            record("data", "x", SUCCESS, "size=large");
        }
        var id = learning.patterns(SWARM, null).getFirst().id();
        for (int i = 0; i < 10; i++) {
            learning.reportUse(SWARM, id, i < 2);
        }
        assertThat(learning.optimize(SWARM, true).dropped()).containsExactly(id);
        assertThat(learning.patterns(SWARM, null)).hasSize(1);
        assertThat(learning.optimize(SWARM, false).dropped()).containsExactly(id);
        assertThat(learning.patterns(SWARM, null)).isEmpty();
        assertThat(record("data", "x", SUCCESS, "size=large").patterns()).isEmpty();
        assertThat(learning.extract(SWARM, null)).isEmpty();
        assertThat(learning.optimize(SWARM, false).dropped()).isEmpty();
    }

    @Test
    void optimize_similarPatterns_stayMergedAfterTheNextExtraction() {
        recordTwoAlike();
        assertThat(learning.patterns(SWARM, null)).hasSize(2);
        var result = learning.optimize(SWARM, false);
        assertThat(result.merged()).hasSize(1);
        var merged = learning.patterns(SWARM, null);
        assertThat(merged).hasSize(1);
        assertThat(merged.getFirst().samples()).isEqualTo(11);
        learning.reportUse(SWARM, merged.getFirst().id(), true);
        // found again as two groups, 7 and 5
        record("data", "x", SUCCESS, "a=1 b=1 c=1 d=1 e=1 f=1 n=100");
        var again = learning.extract(SWARM, "data");
        assertThat(again).hasSize(1);
        assertThat(again.getFirst().id()).isEqualTo(merged.getFirst().id());
        assertThat(again.getFirst().samples()).isEqualTo(12);
        assertThat(again.getFirst().uses()).isEqualTo(1);
    }

    @Test
    void record_busyStore_keepsTheOutcomeAndMakesUpForItLater() {
        var busy = new BusyLearningStore(store);
        var patient = new Learning(busy, LearningSettings.DEFAULT);
        for (int i = 0; i < 6; i++) {
            var recorded = patient.record(SWARM, "data", List.of("x"), SUCCESS, 1, context("size=large"));
            assertThat(recorded.patterns()).isEmpty();
        }
        assertThat(store.outcomes(SWARM, "data", 10)).hasSize(6);
        busy.relax();
        var seventh = patient.record(SWARM, "data", List.of("x"), SUCCESS, 1, context("size=large"));
        assertThat(seventh.patterns().getFirst().samples()).isEqualTo(7);
    }

    @Test
    void optimize_libraryThatKeepsChanging_givesUp() {
        recordTwoAlike();
        var restless = new Learning(new BusyLearningStore(store), LearningSettings.DEFAULT);
        assertThat(restless.optimize(SWARM, true).merged()).hasSize(1);
        assertFails(FailureKind.CONFLICT, "the library changed", () -> restless.optimize(SWARM, false));
    }

    /** Two groups, because their n and agents differ, whose patterns agree in six of seven conditions: 6/7 = 0.857. */
    private void recordTwoAlike() {
        for (int i = 0; i < 6; i++) {
            record("data", "x", SUCCESS, "a=1 b=1 c=1 d=1 e=1 f=1 n=100");
        }
        for (int i = 0; i < 5; i++) {
            // 0.8 · (6 + 0.01) / 7 = 0.687 < 0.7
            record("data", "y", SUCCESS, "a=1 b=1 c=1 d=1 e=1 f=1 n=1");
        }
    }

    private Learning.Recorded record(String type, String agent, Outcome.Result result, String context) {
        clock.advance(Duration.ofSeconds(1));
        return learning.record(SWARM, type, List.of(agent), result, 1, context(context));
    }
}
