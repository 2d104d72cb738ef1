package io.claudeflow.swarm.memory.learning;

import static io.claudeflow.swarm.memory.learning.LearningExamples.context;
import static io.claudeflow.swarm.memory.learning.LearningExamples.outcome;
import static io.claudeflow.swarm.memory.learning.Outcome.Result.FAILURE;
import static io.claudeflow.swarm.memory.learning.Outcome.Result.PARTIAL_SUCCESS;
import static io.claudeflow.swarm.memory.learning.Outcome.Result.SUCCESS;
import static io.claudeflow.swarm.memory.learning.Outcome.Result.TIMEOUT;
import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PatternExtractionTest {
    static final List<Long> SEEDS = Seeds.count(20);
    private static final Offset<Double> EXACTLY = within(1e-9);

    private final PatternExtraction extraction = new PatternExtraction(LearningSettings.DEFAULT);

    @Test
    void similarity_contextsAndAgents_areWeighted() {
        var a = outcome(1, "data", "x", SUCCESS, 1, "size=large n=10");
        // context (1 + 0.8) / 2 = 0.9, agents 1: 0.8 · 0.9 + 0.2
        assertThat(Similarity.of(a, outcome(2, "data", "x", SUCCESS, 1, "size=large n=8")))
                .isCloseTo(0.92, EXACTLY);
        // agents 1 of 2: 0.8 · 0.9 + 0.1
        assertThat(Similarity.of(a, outcome(2, "data", "x y", SUCCESS, 1, "size=large n=8")))
                .isCloseTo(0.82, EXACTLY);
        // one of two values missing: 0.8 · 0.5 + 0.2
        assertThat(Similarity.of(a, outcome(2, "data", "x", SUCCESS, 1, "size=large")))
                .isCloseTo(0.6, EXACTLY);
        assertThat(Similarity.of(a, outcome(2, "other", "x", SUCCESS, 1, "size=large n=10")))
                .isZero();
    }

    @Test
    void extract_fourOfFiveIdentical_isJustConfidentEnough() {
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < 5; i++) {
            outcomes.add(outcome(i, "data", "x", i == 2 ? FAILURE : SUCCESS, 100 + i, "size=large"));
        }
        var pattern = extraction.extract(outcomes).getFirst();
        assertThat(pattern.samples()).isEqualTo(5);
        assertThat(pattern.successRate()).isCloseTo(0.8, EXACTLY);
        assertThat(pattern.confidence()).isCloseTo(5.0 / 7, EXACTLY);
        assertThat(pattern.seconds()).isCloseTo(102, EXACTLY);
        assertThat(pattern.agents()).containsExactly("x");
        assertThat(pattern.evidence()).containsExactly("o004", "o003", "o002", "o001", "o000");
        assertThat(pattern.description()).isEqualTo("data where size is \"large\"");
        outcomes.set(0, outcome(0, "data", "x", TIMEOUT, 100, "size=large"));
        // three of five: 4/7 = 0.571
        assertThat(extraction.extract(outcomes)).isEmpty();
        assertThat(extraction.extract(outcomes.subList(1, 5))).isEmpty();
    }

    @Test
    void extract_numbersThatDiffer_giveARangeAndLessConfidence() {
        var outcomes = new ArrayList<Outcome>();
        int[] numbers = {10, 9, 8, 10, 9};
        for (int i = 0; i < 5; i++) {
            outcomes.add(outcome(i, "data", "x", SUCCESS, 1, "size=large n=" + numbers[i]));
        }
        var pattern = extraction.extract(outcomes).getFirst();
        assertThat(pattern.conditions())
                .containsEntry("size", new Condition.Equal(Document.of("large")))
                .containsEntry("n", new Condition.Range(BigDecimal.valueOf(8), BigDecimal.TEN));
        // similarities to the first: 1, 0.96, 0.92, 1, 0.96
        assertThat(pattern.cohesion()).isCloseTo(0.968, EXACTLY);
        assertThat(pattern.confidence()).isCloseTo(6.0 / 7 * 0.968, EXACTLY);
        assertThat(pattern.match(context("size=large n=9"))).isEqualTo(1);
        assertThat(pattern.match(context("size=large"))).isEqualTo(0.5);
        assertThat(pattern.match(context("size=large n=11"))).isZero();
        assertThat(pattern.match(context("other=1"))).isZero();
        assertThat(pattern.rank(context("size=large"))).isCloseTo(6.0 / 7 * 0.968 * 0.5, EXACTLY);
    }

    @Test
    void extract_failures_areAPatternOfTheirOwn() {
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < 6; i++) {
            outcomes.add(outcome(i, "data", "x", i == 0 ? PARTIAL_SUCCESS : FAILURE, 1, "size=small"));
            outcomes.add(outcome(i + 10, "data", "x", SUCCESS, 1, "size=large"));
        }
        var patterns = extraction.extract(outcomes);
        assertThat(patterns).extracting(LearnedPattern::effective).containsExactly(true, false);
        // success 7/8; failure: score 0.5 of 6, so 5.5 speak for it, 6.5 / 8
        assertThat(patterns.get(0).confidence()).isCloseTo(0.875, EXACTLY);
        assertThat(patterns.get(1).confidence()).isCloseTo(0.8125, EXACTLY);
    }

    @ParameterizedTest(name = "seed {0}")
    @FieldSource("SEEDS")
    void extract_anyOrder_givesTheSamePatterns(long seed) {
        var random = Seeds.random(seed);
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < 80; i++) {
            var context = "size=" + Seeds.pick(random, "small", "large") + " n=" + random.nextInt(1, 4);
            outcomes.add(outcome(
                    i,
                    Seeds.pick(random, "data", "web"),
                    Seeds.pick(random, "x", "y", "x y"),
                    Seeds.pick(random, SUCCESS, SUCCESS, SUCCESS, FAILURE),
                    random.nextInt(100),
                    context));
        }
        var expected = extraction.extract(outcomes);
        Collections.shuffle(outcomes, new Random(seed));
        assertThat(extraction.extract(outcomes)).isEqualTo(expected);
    }

    @Test
    void shouldRefuseBadInputByName() {
        assertFails(FailureKind.INVALID_ARGUMENT, "seconds: -1.0", () -> outcome(1, "data", "x", SUCCESS, -1, ""));
        assertFails(FailureKind.INVALID_ARGUMENT, "agents: (empty)", () -> outcome(1, "data", "", SUCCESS, 1, ""));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "confidence_threshold: 1.5",
                () -> new LearningSettings(5, 1.5, 0.8, 0.7, 0.85, 0.3, 10));
    }
}
