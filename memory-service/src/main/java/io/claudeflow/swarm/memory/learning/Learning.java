package io.claudeflow.swarm.memory.learning;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Learning from outcomes: every recorded outcome that has enough similar ones brings the patterns of its type up to
 * date, and the patterns answer what to do. Extraction looks at the newest {@value #WINDOW} outcomes of a type, which
 * bounds its time; it never runs within the store's transactions. Thread-safe.
 */
public final class Learning {
    /** Outcomes of a type that its patterns are made of: the newest. */
    public static final int WINDOW = 1_000;

    private static final int ATTEMPTS = 5;
    private static final Set<FailureKind> PASSING = Set.of(
            FailureKind.BUSY,
            FailureKind.DEADLINE_EXCEEDED,
            FailureKind.UNAVAILABLE,
            FailureKind.STORAGE_FULL,
            FailureKind.LIMIT_EXCEEDED);

    private final LearningStore store;
    private final LearningSettings settings;
    private final PatternExtraction extraction;
    private final PatternLibrary library;
    private final LibraryUpdate update;

    public Learning(LearningStore store, LearningSettings settings) {
        this.store = store;
        this.settings = settings;
        this.extraction = new PatternExtraction(settings);
        this.library = new PatternLibrary(settings);
        this.update = new LibraryUpdate(settings.mergeSimilarity());
    }

    /**
     * What came of recording an outcome.
     *
     * @param similar outcomes of its kind in the window, itself included
     * @param patterns the patterns of its type that were extracted; empty when there are too few similar outcomes
     */
    public record Recorded(Outcome outcome, int similar, List<LearnedPattern> patterns) {
        public Recorded {
            patterns = List.copyOf(patterns);
        }
    }

    /** Only records an outcome; the next one of its type, or {@link #extract}, brings the patterns up to date. */
    public Outcome note(
            String swarm,
            String type,
            Collection<String> agents,
            Outcome.Result result,
            double seconds,
            Map<String, Document> context) {
        return store.record(swarm, type, agents, result, seconds, context);
    }

    /**
     * Records an outcome, and extracts patterns once enough outcomes are similar to it. When the store cannot take the
     * patterns now, the outcome is recorded all the same, nothing is extracted, and the next outcome makes up for it:
     * failing would only make the caller record it twice.
     */
    public Recorded record(
            String swarm,
            String type,
            Collection<String> agents,
            Outcome.Result result,
            double seconds,
            Map<String, Document> context) {
        var outcome = note(swarm, type, agents, result, seconds, context);
        try {
            var window = store.outcomes(swarm, type, WINDOW);
            int similar = (int) window.stream()
                    .filter(other -> Similarity.of(outcome, other) >= settings.outcomeSimilarity())
                    .count();
            return new Recorded(
                    outcome, similar, similar < settings.minSamples() ? List.of() : extract(swarm, type, window));
        } catch (MemoryException e) {
            if (PASSING.contains(e.kind())) {
                return new Recorded(outcome, 0, List.of());
            }
            throw e;
        }
    }

    /** Brings the patterns up to date and returns the library, the most confident first; type null means all types. */
    public List<LearnedPattern> extract(String swarm, @Nullable String type) {
        if (type != null) {
            extract(swarm, type, store.outcomes(swarm, type, WINDOW));
        } else {
            var types = new LinkedHashMap<String, List<Outcome>>();
            for (var outcome : store.outcomes(swarm, null, LearningStore.MAX_OUTCOMES)) {
                var ofType = types.computeIfAbsent(outcome.type(), _ -> new ArrayList<>());
                if (ofType.size() < WINDOW) {
                    ofType.add(outcome);
                }
            }
            types.forEach((name, outcomes) -> extract(swarm, name, outcomes));
        }
        return patterns(swarm, type);
    }

    private List<LearnedPattern> extract(String swarm, String type, List<Outcome> window) {
        if (window.isEmpty()) {
            return List.of();
        }
        var known = store.patterns(swarm);
        var ofType =
                known.stream().filter(pattern -> pattern.type().equals(type)).toList();
        var retired = store.retired(swarm).stream()
                .filter(pattern -> pattern.pattern().type().equals(type))
                .toList();
        int room = LearningStore.MAX_PATTERNS - known.size() + ofType.size();
        var patterns = update.apply(extraction.extract(window), ofType, retired).stream()
                .limit(Math.max(0, room))
                .toList();
        store.learn(swarm, type, window.getFirst().id(), patterns);
        return patterns;
    }

    /** The library, the most confident first, then by id; type null selects all. */
    public List<LearnedPattern> patterns(String swarm, @Nullable String type) {
        return store.patterns(swarm).stream()
                .filter(pattern -> type == null || type.equals(pattern.type()))
                .sorted(PatternExtraction.MOST_CONFIDENT_FIRST)
                .toList();
    }

    /** The newest outcomes first; type null selects all. */
    public Page<Outcome> outcomes(String swarm, @Nullable String type, PageRequest page) {
        return store.outcomes(swarm, type, page);
    }

    /** The best strategy for a context; see {@link StrategyAdvisor}. */
    public Optional<Recommendation> recommend(String swarm, @Nullable String type, Map<String, Document> context) {
        return StrategyAdvisor.recommend(store.patterns(swarm), type, context);
    }

    /** Reports that a recommendation was followed; {@code NOT_FOUND} when the pattern is gone. */
    public LearnedPattern reportUse(String swarm, String patternId, boolean success) {
        return store.recordUse(swarm, patternId, success)
                .orElseThrow(() ->
                        MemoryException.ofField(FailureKind.NOT_FOUND, "patternId", patternId, "a learned pattern"));
    }

    /** What is worth knowing, ranked; null selects every kind and every type. */
    public List<Insight> insights(String swarm, Insight.@Nullable Kind kind, @Nullable String type) {
        var outcomes = store.outcomes(swarm, type, LearningStore.MAX_OUTCOMES);
        return new InsightFinder(settings).find(outcomes, patterns(swarm, type), kind);
    }

    /**
     * Merges patterns that say the same and drops what was tried and failed; see {@link PatternLibrary}.
     *
     * @param dryRun only says what would be done
     */
    public PatternLibrary.Optimized optimize(String swarm, boolean dryRun) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var before = store.patterns(swarm);
            var optimized = library.optimize(before);
            boolean unchanged =
                    optimized.dropped().isEmpty() && optimized.merged().isEmpty();
            if (dryRun || unchanged || store.optimize(swarm, before, optimized.kept(), optimized.retired(before))) {
                return optimized;
            }
        }
        throw MemoryException.of(
                FailureKind.CONFLICT, "the library changed " + ATTEMPTS + " times while it was optimised; try again");
    }
}
