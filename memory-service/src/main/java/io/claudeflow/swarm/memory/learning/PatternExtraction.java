package io.claudeflow.swarm.memory.learning;

import io.claudeflow.swarm.memory.document.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds what similar outcomes have in common. Outcomes are taken in the order they were recorded (then by id); each
 * joins the group whose first outcome it is most similar to, if that is similar enough, the earlier group on a tie, and
 * otherwise begins a group. So the same outcomes always give the same patterns, whatever order they are handed over in.
 * A group gives a pattern when it is large and its pattern confident enough.
 */
public final class PatternExtraction {
    private static final Comparator<Outcome> IN_ORDER =
            Comparator.comparing(Outcome::recordedAt).thenComparing(Outcome::id);

    static final Comparator<LearnedPattern> MOST_CONFIDENT_FIRST =
            Comparator.comparingDouble(LearnedPattern::confidence).reversed().thenComparing(LearnedPattern::id);

    private final LearningSettings settings;

    public PatternExtraction(LearningSettings settings) {
        this.settings = settings;
    }

    /** The patterns in these outcomes, the most confident first, then by id. */
    public List<LearnedPattern> extract(List<Outcome> outcomes) {
        return groups(outcomes).stream()
                .filter(group -> group.size() >= settings.minSamples())
                .map(PatternExtraction::pattern)
                .filter(pattern -> pattern.confidence() >= settings.minConfidence())
                .sorted(MOST_CONFIDENT_FIRST)
                .toList();
    }

    private List<List<Outcome>> groups(List<Outcome> outcomes) {
        var groups = new ArrayList<List<Outcome>>();
        for (var outcome : outcomes.stream().sorted(IN_ORDER).toList()) {
            List<Outcome> best = new ArrayList<>();
            double highest = -1;
            for (var group : groups) {
                double similarity = Similarity.of(group.getFirst(), outcome);
                if (similarity >= settings.outcomeSimilarity() && similarity > highest) {
                    best = group;
                    highest = similarity;
                }
            }
            if (best.isEmpty()) {
                groups.add(best);
            }
            best.add(outcome);
        }
        return groups;
    }

    private static LearnedPattern pattern(List<Outcome> group) {
        int samples = group.size();
        var first = group.getFirst();
        double rate =
                group.stream().mapToDouble(outcome -> outcome.result().score()).sum() / samples;
        double cohesion = group.stream()
                        .mapToDouble(outcome -> Similarity.of(first, outcome))
                        .sum()
                / samples;
        double seconds = group.stream().mapToDouble(Outcome::seconds).sum() / samples;
        boolean effective = rate >= 0.5;
        var conditions = conditions(group);
        var evidence = group.reversed().stream()
                .limit(LearnedPattern.MAX_EVIDENCE)
                .map(Outcome::id)
                .toList();
        return new LearnedPattern(
                LearnedPattern.idOf(first.type(), effective, conditions),
                first.type(),
                effective,
                conditions,
                samples,
                rate,
                cohesion,
                seconds,
                usualAgents(group),
                evidence,
                0,
                0,
                group.getLast().recordedAt());
    }

    /** One condition for every name that all outcomes of the group have. */
    private static SortedMap<String, Condition> conditions(List<Outcome> group) {
        var conditions = new TreeMap<String, Condition>();
        for (var name : group.getFirst().context().keySet()) {
            List<Document> values = group.stream()
                    .map(outcome -> outcome.context().get(name))
                    .filter(Objects::nonNull)
                    .toList();
            if (values.size() == group.size()) {
                Condition.over(values).ifPresent(condition -> conditions.put(name, condition));
            }
        }
        return conditions;
    }

    private static List<String> usualAgents(List<Outcome> group) {
        var agents = new TreeSet<String>();
        group.forEach(outcome -> agents.addAll(outcome.agents()));
        return agents.stream()
                .filter(agent -> 2
                                * group.stream()
                                        .filter(outcome -> outcome.agents().contains(agent))
                                        .count()
                        >= group.size())
                .toList();
    }
}
