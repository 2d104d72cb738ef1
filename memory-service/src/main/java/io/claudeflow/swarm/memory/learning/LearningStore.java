package io.claudeflow.swarm.memory.learning;

import io.claudeflow.swarm.memory.document.Document;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outcomes and learned patterns of all swarms of one store. Thread-safe; each method is one transaction. */
public interface LearningStore {
    /** The most outcomes one extraction looks at: the newest. */
    int MAX_OUTCOMES = 10_000;

    /** The most patterns of a swarm. */
    int MAX_PATTERNS = 1_000;

    /** Records an outcome under an id of its own. */
    Outcome record(
            String swarm,
            String type,
            Collection<String> agents,
            Outcome.Result result,
            double seconds,
            Map<String, Document> context);

    /** The newest outcomes first; type null selects all; limit 1 to {@link #MAX_OUTCOMES}. */
    List<Outcome> outcomes(String swarm, @Nullable String type, int limit);

    /** Replaces the swarm's patterns; at most {@link #MAX_PATTERNS}. */
    void replacePatterns(String swarm, List<LearnedPattern> patterns);

    /** The patterns by id. */
    List<LearnedPattern> patterns(String swarm);

    /** Reports that a recommendation was followed; empty when the pattern is gone. */
    Optional<LearnedPattern> recordUse(String swarm, String patternId, boolean success);

    /** Removes outcomes from before a moment, the oldest first, at most {@code limit}; returns how many. */
    int prune(String swarm, Instant before, int limit);
}
