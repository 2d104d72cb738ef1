package io.claudeflow.swarm.memory.learning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Keeps a library of patterns small. First what was tried and does not work is dropped; then patterns that say the same
 * are merged: taken by samples, most first, then by id, each joins the first kept one that is similar enough.
 */
public final class PatternLibrary {
    private final LearningSettings settings;

    public PatternLibrary(LearningSettings settings) {
        this.settings = settings;
    }

    /**
     * What an optimisation comes to.
     *
     * @param kept the library after it
     * @param dropped ids of patterns that were tried and failed
     * @param mergedInto by the id of a pattern that became part of another one, the id of the other
     */
    public record Optimized(List<LearnedPattern> kept, List<String> dropped, SortedMap<String, String> mergedInto) {
        public Optimized {
            kept = List.copyOf(kept);
            dropped = List.copyOf(dropped);
            mergedInto = Collections.unmodifiableSortedMap(new TreeMap<>(mergedInto));
        }

        public List<String> merged() {
            return List.copyOf(mergedInto.keySet());
        }

        /** What is no longer in the library, which was this before. */
        List<RetiredPattern> retired(List<LearnedPattern> before) {
            return before.stream()
                    .filter(pattern -> dropped.contains(pattern.id()) || mergedInto.containsKey(pattern.id()))
                    .map(pattern -> new RetiredPattern(pattern, mergedInto.get(pattern.id())))
                    .toList();
        }
    }

    /** Optimises; nothing is changed but in the result, so it serves as a dry run as well. */
    public Optimized optimize(List<LearnedPattern> patterns) {
        var kept = new ArrayList<LearnedPattern>();
        var dropped = new ArrayList<String>();
        var merged = new TreeMap<String, String>();
        var ordered = patterns.stream()
                .sorted(Comparator.comparingInt(LearnedPattern::samples)
                        .reversed()
                        .thenComparing(LearnedPattern::id))
                .toList();
        for (var pattern : ordered) {
            if (isTriedAndFailed(pattern)) {
                dropped.add(pattern.id());
                continue;
            }
            int partner = 0;
            while (partner < kept.size() && similarity(kept.get(partner), pattern) < settings.mergeSimilarity()) {
                partner++;
            }
            if (partner == kept.size()) {
                kept.add(pattern);
            } else {
                kept.set(partner, merge(kept.get(partner), pattern));
                merged.put(pattern.id(), kept.get(partner).id());
            }
        }
        return new Optimized(kept, dropped, merged);
    }

    private boolean isTriedAndFailed(LearnedPattern pattern) {
        return pattern.uses() >= settings.dropAfterUses()
                && (double) pattern.successfulUses() / pattern.uses() < settings.dropBelow();
    }

    /**
     * The average of {@link Condition#similarity} over every name that either has, where a name that one lacks counts
     * 0; 0 for different types and for one that works against one that fails; without conditions 1.
     */
    static double similarity(LearnedPattern left, LearnedPattern right) {
        if (!left.type().equals(right.type()) || left.effective() != right.effective()) {
            return 0;
        }
        var names = new TreeSet<>(left.conditions().keySet());
        names.addAll(right.conditions().keySet());
        double sum = 0;
        for (var name : names) {
            var a = left.conditions().get(name);
            var b = right.conditions().get(name);
            sum += a == null || b == null ? 0 : Condition.similarity(a, b);
        }
        return names.isEmpty() ? 1 : sum / names.size();
    }

    /** Both together: conditions widened to cover both, rates and times averaged by samples, counts added. */
    static LearnedPattern merge(LearnedPattern into, LearnedPattern other) {
        int samples = into.samples() + other.samples();
        double share = (double) into.samples() / samples;
        return new LearnedPattern(
                into.id(),
                into.type(),
                into.effective(),
                hull(into.conditions(), other.conditions()),
                samples,
                share * into.successRate() + (1 - share) * other.successRate(),
                share * into.cohesion() + (1 - share) * other.cohesion(),
                share * into.seconds() + (1 - share) * other.seconds(),
                into.agents(),
                Stream.concat(into.evidence().stream(), other.evidence().stream())
                        .distinct()
                        .limit(LearnedPattern.MAX_EVIDENCE)
                        .toList(),
                into.uses() + other.uses(),
                into.successfulUses() + other.successfulUses(),
                into.learnedAt().isAfter(other.learnedAt()) ? into.learnedAt() : other.learnedAt());
    }

    private static SortedMap<String, Condition> hull(
            SortedMap<String, Condition> left, SortedMap<String, Condition> right) {
        var conditions = new TreeMap<String, Condition>();
        left.forEach((name, condition) -> {
            var other = right.get(name);
            if (other != null) {
                Condition.hull(condition, other).ifPresent(hull -> conditions.put(name, hull));
            }
        });
        return conditions;
    }
}
