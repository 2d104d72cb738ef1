package io.claudeflow.swarm.memory.learning;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outcomes and learned patterns of all swarms of one store. Thread-safe; each method is one transaction. */
public interface LearningStore {
    /** The most outcomes one look back takes in: the newest. */
    int MAX_OUTCOMES = 10_000;

    /** The most patterns of a swarm. */
    int MAX_PATTERNS = 1_000;

    /** The largest context of an outcome: its JSON in bytes of UTF-8. */
    int MAX_CONTEXT_BYTES = 16_384;

    /** Contexts that one look back loads, together; older outcomes are left out beyond it. */
    long MAX_LOADED_BYTES = 8L << 20;

    /** Records an outcome under an id of its own; ids grow, and sort as text. */
    Outcome record(
            String swarm,
            String type,
            Collection<String> agents,
            Outcome.Result result,
            double seconds,
            Map<String, Document> context);

    /** The newest outcomes first; type null selects all; limit 1 to {@link #MAX_OUTCOMES}. */
    List<Outcome> outcomes(String swarm, @Nullable String type, int limit);

    /** The newest outcomes first, page by page; type null selects all. */
    Page<Outcome> outcomes(String swarm, @Nullable String type, PageRequest page);

    /** The library: the patterns by id, without the retired ones. */
    List<LearnedPattern> patterns(String swarm);

    /** The retired patterns by id. */
    List<RetiredPattern> retired(String swarm);

    /**
     * Replaces the patterns of a type by what was extracted from its outcomes. Uses that were reported for a pattern of
     * the same id stay. At most {@link #MAX_PATTERNS} in the whole library.
     *
     * @param newest the id of the newest outcome that was looked at
     * @return false, and nothing changed, when a newer outcome is already part of the library
     */
    boolean learn(String swarm, String type, String newest, List<LearnedPattern> extracted);

    /**
     * Replaces the library by an optimised one.
     *
     * @param expected the library it was made from
     * @return false, and nothing changed, when the library is not the expected one any more
     */
    boolean optimize(
            String swarm, List<LearnedPattern> expected, List<LearnedPattern> optimized, List<RetiredPattern> retired);

    /** Reports that a recommendation was followed; empty when the pattern is gone. */
    Optional<LearnedPattern> recordUse(String swarm, String patternId, boolean success);

    /**
     * Removes outcomes from before a moment, the oldest first, at most {@code limit}; returns how many. Patterns stay;
     * what was retired before the moment is forgotten, because no outcome can bring it back.
     */
    int prune(String swarm, Instant before, int limit);
}
