package io.claudeflow.swarm.memory.learning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Draws insights from outcomes and patterns, ranked by confidence, then recency, then kind and text.
 *
 * <ul>
 *   <li>strategy: a pattern whose success rate reaches the success threshold; impact its advantage over the average of
 *       all outcomes of the type;
 *   <li>risk: a pattern of what fails; impact its failure rate;
 *   <li>optimization: a pattern of what works in at most 0.75 of the type's average time; impact the share saved;
 *   <li>team: an agent with enough outcomes of a type whose average score is at least 0.2 above the type's; confidence
 *       {@code (k + 1) / (n + 2)}, impact the advantage.
 * </ul>
 */
public final class InsightFinder {
    private static final double FAST = 0.75;
    private static final double BETTER_BY = 0.2;
    private static final Comparator<Insight> RANKING = Comparator.comparingDouble(Insight::confidence)
            .thenComparing(Insight::discoveredAt)
            .reversed()
            .thenComparing(Insight::kind)
            .thenComparing(Insight::description);

    private final LearningSettings settings;

    public InsightFinder(LearningSettings settings) {
        this.settings = settings;
    }

    /** The insights, ranked; kind null selects all. */
    public List<Insight> find(List<Outcome> outcomes, List<LearnedPattern> patterns, Insight.@Nullable Kind kind) {
        var insights = new ArrayList<Insight>();
        for (var pattern : patterns) {
            var peers = outcomes.stream()
                    .filter(outcome -> outcome.type().equals(pattern.type()))
                    .toList();
            fromPattern(pattern, peers, insights);
        }
        for (var type : new TreeSet<>(outcomes.stream().map(Outcome::type).toList())) {
            fromAgents(
                    type, outcomes.stream().filter(o -> o.type().equals(type)).toList(), insights);
        }
        return insights.stream()
                .filter(insight -> kind == null || insight.kind() == kind)
                .sorted(RANKING)
                .toList();
    }

    private void fromPattern(LearnedPattern pattern, List<Outcome> peers, List<Insight> insights) {
        if (!pattern.effective()) {
            var text = String.format(
                    Locale.ROOT, "%s fails in %.0f %%", pattern.description(), 100 * (1 - pattern.successRate()));
            insights.add(of(Insight.Kind.RISK, pattern, text, 1 - pattern.successRate(), "avoid these conditions"));
            return;
        }
        if (pattern.successRate() >= settings.successThreshold()) {
            double advantage = Math.max(0, pattern.successRate() - averageScore(peers));
            var text = String.format(
                    Locale.ROOT, "%s succeeds in %.0f %%", pattern.description(), 100 * pattern.successRate());
            insights.add(of(Insight.Kind.STRATEGY, pattern, text, advantage, "prefer these conditions"));
        }
        double usual = peers.stream().mapToDouble(Outcome::seconds).average().orElse(0);
        if (usual > 0 && pattern.seconds() <= FAST * usual) {
            double saved = 1 - pattern.seconds() / usual;
            var text = String.format(
                    Locale.ROOT, "%s takes %.0f %% less time than usual", pattern.description(), 100 * saved);
            insights.add(of(Insight.Kind.OPTIMIZATION, pattern, text, saved, "bring other work into these conditions"));
        }
    }

    private void fromAgents(String type, List<Outcome> outcomes, List<Insight> insights) {
        double usual = averageScore(outcomes);
        var agents = new TreeSet<String>();
        outcomes.forEach(outcome -> agents.addAll(outcome.agents()));
        for (var agent : agents) {
            var own = outcomes.stream().filter(o -> o.agents().contains(agent)).toList();
            double advantage = averageScore(own) - usual;
            if (own.size() >= settings.minSamples() && advantage >= BETTER_BY) {
                double sum = own.stream().mapToDouble(o -> o.result().score()).sum();
                var text = String.format(
                        Locale.ROOT,
                        "%s succeeds in %.0f %% of %s, usual are %.0f %%",
                        agent,
                        100 * averageScore(own),
                        type,
                        100 * usual);
                insights.add(new Insight(
                        Insight.Kind.TEAM,
                        type,
                        text,
                        own.reversed().stream()
                                .limit(LearnedPattern.MAX_EVIDENCE)
                                .map(Outcome::id)
                                .toList(),
                        (sum + 1) / (own.size() + 2),
                        advantage,
                        List.of("give " + type + " to " + agent),
                        own.stream()
                                .map(Outcome::recordedAt)
                                .max(Instant::compareTo)
                                .orElseThrow()));
            }
        }
    }

    private static Insight of(Insight.Kind kind, LearnedPattern pattern, String text, double impact, String action) {
        return new Insight(
                kind,
                pattern.type(),
                text,
                List.of(pattern.id()),
                pattern.confidence(),
                impact,
                List.of(action),
                pattern.learnedAt());
    }

    private static double averageScore(List<Outcome> outcomes) {
        return outcomes.stream().mapToDouble(o -> o.result().score()).average().orElse(0);
    }
}
