package io.claudeflow.swarm.memory.search;

import org.jspecify.annotations.Nullable;

/**
 * Why a hit is where it is. A side that did not find the entry among its best, or was not asked, is null and
 * contributes nothing.
 */
public record Explanation(@Nullable Side text, @Nullable Side vector) {
    /**
     * One ranking.
     *
     * @param rank from 1
     * @param score BM25 (more is better) or the similarity
     * @param contribution what the rank adds to a fused score, 1 / (60 + rank)
     */
    public record Side(int rank, double score, double contribution) {}
}
