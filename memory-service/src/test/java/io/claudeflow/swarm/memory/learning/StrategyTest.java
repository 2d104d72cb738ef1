package io.claudeflow.swarm.memory.learning;

import static io.claudeflow.swarm.memory.learning.LearningExamples.context;
import static io.claudeflow.swarm.memory.learning.LearningExamples.outcome;
import static io.claudeflow.swarm.memory.learning.Outcome.Result.FAILURE;
import static io.claudeflow.swarm.memory.learning.Outcome.Result.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.testing.ManualClock;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StrategyTest {
    private static final Offset<Double> EXACTLY = within(1e-9);

    private final PatternLibrary library = new PatternLibrary(LearningSettings.DEFAULT);

    @Test
    void recommend_severalFit_ranksBySuccessConfidenceAndMatch() {
        var patterns = List.of(
                pattern("half", 5, 1.0, "size=large region=eu"),
                pattern("whole", 5, 0.8, "size=large"),
                pattern("wrong", 50, 1.0, "size=small"),
                pattern("bad", 5, 0.0, "size=large"));
        var advice = StrategyAdvisor.recommend(patterns, "data", context("size=large"))
                .orElseThrow();
        // whole: 0.8 · 5/7 · 1 = 0.571; half: 1 · 6/7 · 0.5 = 0.429
        assertThat(advice.pattern().id()).isEqualTo("whole");
        assertThat(advice.expectedSuccessRate()).isEqualTo(0.8);
        assertThat(advice.confidence()).isCloseTo(5.0 / 7, EXACTLY);
        assertThat(advice.alternatives()).extracting(LearnedPattern::id).containsExactly("half");
        assertThat(advice.warnings()).extracting(LearnedPattern::id).containsExactly("bad");
        assertThat(advice.explanation())
                .containsExactly(
                        "data where size is \"large\" succeeded in 80 % of 5 similar outcomes (confidence 0.71).",
                        "The context meets 100 % of its 1 conditions and contradicts none.",
                        "Ranked 0.571 against 0.429 of the alternative half.",
                        "Beware: data where size is \"large\" failed in 100 % of 5 outcomes.");
        assertThat(StrategyAdvisor.recommend(patterns, "web", context("size=large")))
                .isEmpty();
        assertThat(StrategyAdvisor.recommend(patterns, null, context("size=none")))
                .isEmpty();
    }

    @Test
    void optimize_similarPatterns_areMergedBySamples() {
        var broad = with(pattern("broad", 6, 1.0, "size=large"), "n", range(0, 10));
        var narrow = with(pattern("narrow", 4, 0.5, "size=large"), "n", range(1, 10));
        var far = with(pattern("far", 5, 1.0, "size=large"), "n", range(0, 5));
        // size 1, n 9/10: 0.95; far: size 1, n 5/10: 0.75
        assertThat(PatternLibrary.similarity(broad, narrow)).isCloseTo(0.95, EXACTLY);
        assertThat(PatternLibrary.similarity(broad, far)).isCloseTo(0.75, EXACTLY);
        var result = library.optimize(List.of(narrow, far, broad));
        assertThat(result.merged()).containsExactly("narrow");
        assertThat(result.dropped()).isEmpty();
        assertThat(result.kept()).extracting(LearnedPattern::id).containsExactly("broad", "far");
        var merged = result.kept().getFirst();
        assertThat(merged.samples()).isEqualTo(10);
        assertThat(merged.successRate()).isCloseTo(0.8, EXACTLY);
        assertThat(merged.confidence()).isCloseTo(9.0 / 12, EXACTLY);
        assertThat(merged.conditions()).containsEntry("n", range(0, 10));
        assertThat(PatternLibrary.similarity(broad, pattern("bad", 6, 0.0, "size=large")))
                .isZero();
    }

    @Test
    void optimize_triedAndFailed_isDropped() {
        var result = library.optimize(List.of(
                pattern("failed", 5, 1.0, "a=1").withUses(10, 2),
                pattern("border", 5, 1.0, "b=1").withUses(10, 3),
                pattern("young", 5, 1.0, "c=1").withUses(9, 0)));
        assertThat(result.dropped()).containsExactly("failed");
        assertThat(result.kept()).extracting(LearnedPattern::id).containsExactly("border", "young");
    }

    @Test
    void condition_hullAndSimilarity_coverEachPair() {
        var one = new Condition.Equal(Document.of(1));
        var five = new Condition.Equal(Document.of(5));
        var text = new Condition.Equal(Document.of("x"));
        assertThat(Condition.hull(one, five)).contains(range(1, 5));
        assertThat(Condition.hull(one, text)).contains(new Condition.OneOf(List.of(Document.of("x"), Document.of(1))));
        assertThat(Condition.hull(range(1, 5), text)).isEmpty();
        assertThat(Condition.similarity(range(1, 5), one)).isEqualTo(0.5);
        assertThat(Condition.similarity(range(2, 5), one)).isZero();
        assertThat(Condition.similarity(range(0, 2), range(3, 4))).isZero();
        assertThat(Condition.similarity(new Condition.OneOf(List.of(Document.of("x"), Document.of("y"))), text))
                .isEqualTo(0.5);
    }

    @Test
    void find_eachKind_isComputedFromOutcomes() {
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < 5; i++) {
            outcomes.add(outcome(i, "data", "good", SUCCESS, 10, "size=large"));
            outcomes.add(outcome(i + 10, "data", "poor", FAILURE, 90, "size=small"));
        }
        var patterns = new PatternExtraction(LearningSettings.DEFAULT).extract(outcomes);
        var insights = new InsightFinder(LearningSettings.DEFAULT).find(outcomes, patterns, null);
        assertThat(insights)
                .extracting(Insight::kind)
                .containsExactly(
                        Insight.Kind.RISK, Insight.Kind.STRATEGY, Insight.Kind.OPTIMIZATION, Insight.Kind.TEAM);
        assertThat(insights)
                .allSatisfy(insight -> assertThat(insight.confidence()).isCloseTo(6.0 / 7, EXACTLY));
        assertThat(insights.get(0).impact()).isCloseTo(1, EXACTLY);
        // succeeds always, usual are 50 %
        assertThat(insights.get(1).impact()).isCloseTo(0.5, EXACTLY);
        // 10 s instead of 50 s
        assertThat(insights.get(2).impact()).isCloseTo(0.8, EXACTLY);
        assertThat(insights.get(3).description()).isEqualTo("good succeeds in 100 % of data, usual are 50 %");
        assertThat(new InsightFinder(LearningSettings.DEFAULT).find(outcomes, patterns, Insight.Kind.TEAM))
                .hasSize(1);
    }

    private static LearnedPattern pattern(String id, int samples, double rate, String conditions) {
        var map = new TreeMap<String, Condition>();
        context(conditions).forEach((name, value) -> map.put(name, new Condition.Equal(value)));
        return new LearnedPattern(
                id, "data", rate >= 0.5, map, samples, rate, 1, 10, List.of(), List.of(), 0, 0, ManualClock.START);
    }

    private static LearnedPattern with(LearnedPattern pattern, String name, Condition condition) {
        var conditions = new TreeMap<>(pattern.conditions());
        conditions.put(name, condition);
        return new LearnedPattern(
                pattern.id(),
                pattern.type(),
                pattern.effective(),
                conditions,
                pattern.samples(),
                pattern.successRate(),
                1,
                10,
                List.of(),
                List.of(),
                0,
                0,
                ManualClock.START);
    }

    private static Condition range(long min, long max) {
        return new Condition.Range(BigDecimal.valueOf(min), BigDecimal.valueOf(max));
    }
}
