package io.claudeflow.swarm.memory.search;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A search by words, by an embedding, or by both, whose ranks are then fused ({@link RankFusion}).
 *
 * @param text in the language of {@link TextQuery}, or null
 * @param embedding what to be near to, or null; at least one of text and embedding is given
 * @param limit hits, 1 to 1,000
 * @param minRevision the index of words must cover this revision before it answers, or null; embeddings are always up
 *     to date
 * @param withValues whether values are answered, as far as the budget allows
 */
public record SearchQuery(
        SearchFilter filter,
        @Nullable String text,
        @Nullable Embedding embedding,
        VectorMetric metric,
        int limit,
        Budget budget,
        @Nullable Revision minRevision,
        boolean withValues) {
    public static final int MAX_LIMIT = 1_000;
    public static final int DEFAULT_LIMIT = 10;

    public SearchQuery {
        if (text == null && embedding == null) {
            throw MemoryException.invalid("query", "(absent)", "words in query, numbers in embedding, or both");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw MemoryException.invalid("limit", limit, "1 to " + MAX_LIMIT);
        }
    }

    /** A search by words with the defaults. */
    public static SearchQuery text(SearchFilter filter, String text) {
        return new SearchQuery(filter, text, null, VectorMetric.COSINE, DEFAULT_LIMIT, Budget.DEFAULT, null, false);
    }

    /** A search by nearness, by cosine, with the defaults. */
    public static SearchQuery near(SearchFilter filter, Embedding embedding) {
        return new SearchQuery(
                filter, null, embedding, VectorMetric.COSINE, DEFAULT_LIMIT, Budget.DEFAULT, null, false);
    }

    public SearchQuery andNear(Embedding newEmbedding) {
        return new SearchQuery(filter, text, newEmbedding, metric, limit, budget, minRevision, withValues);
    }

    public SearchQuery by(VectorMetric newMetric) {
        return new SearchQuery(filter, text, embedding, newMetric, limit, budget, minRevision, withValues);
    }

    public SearchQuery limit(int newLimit) {
        return new SearchQuery(filter, text, embedding, metric, newLimit, budget, minRevision, withValues);
    }

    public SearchQuery within(Budget newBudget) {
        return new SearchQuery(filter, text, embedding, metric, limit, newBudget, minRevision, withValues);
    }

    public SearchQuery covering(Revision newMinRevision) {
        return new SearchQuery(filter, text, embedding, metric, limit, budget, newMinRevision, withValues);
    }

    public SearchQuery withValues(boolean newWithValues) {
        return new SearchQuery(filter, text, embedding, metric, limit, budget, minRevision, newWithValues);
    }
}
