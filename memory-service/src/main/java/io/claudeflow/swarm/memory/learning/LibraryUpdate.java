package io.claudeflow.swarm.memory.learning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings freshly extracted patterns together with what is known of them. A known pattern's counterpart is the extracted
 * one of the same id or else, because a condition that widened changes the id, the most similar one that nobody else
 * claims. What was dropped stays dropped, what was merged is merged again, and reported uses go along.
 */
final class LibraryUpdate {
    private final double sameFrom;

    /**
     * @param sameFrom similarity from which two patterns are one
     */
    LibraryUpdate(double sameFrom) {
        this.sameFrom = sameFrom;
    }

    /** The library's patterns of one type after an extraction, the most confident first. */
    List<LearnedPattern> apply(
            List<LearnedPattern> extracted, List<LearnedPattern> known, List<RetiredPattern> retired) {
        var all = new ArrayList<>(known);
        retired.forEach(pattern -> all.add(pattern.pattern()));
        var counterparts = counterparts(extracted, all);
        var kept = new LinkedHashMap<String, LearnedPattern>();
        extracted.forEach(pattern -> kept.put(pattern.id(), pattern));
        for (var before : known) {
            var now = counterparts.get(before.id());
            if (now != null) {
                kept.put(now, kept(kept, now).withUses(before.uses(), before.successfulUses()));
            }
        }
        var mergedInto = new HashMap<String, String>();
        for (var gone : retired) {
            var now = counterparts.get(gone.id());
            var into = gone.mergedInto();
            if (now != null && into == null) {
                kept.remove(now);
            } else if (into != null) {
                mergedInto.put(gone.id(), into);
            }
        }
        mergedInto.keySet().stream()
                .sorted()
                .forEach(id -> merge(kept, counterparts.get(id), counterparts.get(last(mergedInto, id))));
        return kept.values().stream()
                .sorted(PatternExtraction.MOST_CONFIDENT_FIRST)
                .toList();
    }

    /** By the id of a known pattern, the id of the extracted one that continues it. */
    private Map<String, String> counterparts(List<LearnedPattern> extracted, List<LearnedPattern> known) {
        var counterparts = new HashMap<String, String>();
        var ids = new HashSet<String>();
        extracted.forEach(pattern -> ids.add(pattern.id()));
        var open = new ArrayList<LearnedPattern>();
        for (var pattern : known) {
            if (ids.remove(pattern.id())) {
                counterparts.put(pattern.id(), pattern.id());
            } else {
                open.add(pattern);
            }
        }
        for (var pattern : extracted) {
            if (ids.contains(pattern.id())) {
                open.stream()
                        .filter(other -> PatternLibrary.similarity(other, pattern) >= sameFrom)
                        .min(Comparator.comparingDouble(
                                        (LearnedPattern other) -> -PatternLibrary.similarity(other, pattern))
                                .thenComparing(LearnedPattern::id))
                        .ifPresent(other -> {
                            counterparts.put(other.id(), pattern.id());
                            open.remove(other);
                        });
            }
        }
        return counterparts;
    }

    /** Follows mergers of mergers; a circle, which no optimisation makes, ends where it began. */
    private static String last(Map<String, String> mergedInto, String id) {
        var last = id;
        for (int i = 0; i < mergedInto.size(); i++) {
            last = mergedInto.getOrDefault(last, last);
        }
        return last;
    }

    private static void merge(Map<String, LearnedPattern> kept, @Nullable String id, @Nullable String into) {
        if (id == null || into == null || id.equals(into) || !kept.containsKey(id) || !kept.containsKey(into)) {
            return;
        }
        kept.put(into, PatternLibrary.merge(kept(kept, into), kept(kept, id)));
        kept.remove(id);
    }

    private static LearnedPattern kept(Map<String, LearnedPattern> kept, String id) {
        var pattern = kept.get(id);
        if (pattern == null) {
            throw new IllegalArgumentException("no pattern " + id);
        }
        return pattern;
    }
}
