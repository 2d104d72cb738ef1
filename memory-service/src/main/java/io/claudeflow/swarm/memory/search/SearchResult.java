package io.claudeflow.swarm.memory.search;

import io.claudeflow.swarm.memory.revision.Revision;
import java.util.List;

/**
 * The answer to a search.
 *
 * @param hits the best first
 * @param covers the revision up to which the index of words knows every change; number 0 while it is built anew
 * @param building whether the index is being built anew, so that a search by words misses entries
 * @param revision the newest revision the answer can show
 * @param bytes what the hits take of the budget
 * @param estimatedTokens the same in tokens, estimated at 4 bytes each
 * @param truncated whether the budget left out values or hits
 */
public record SearchResult(
        List<Hit> hits,
        Revision covers,
        boolean building,
        Revision revision,
        long bytes,
        long estimatedTokens,
        boolean truncated) {
    public SearchResult {
        hits = List.copyOf(hits);
    }
}
