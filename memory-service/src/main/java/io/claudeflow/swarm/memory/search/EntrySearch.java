package io.claudeflow.swarm.memory.search;

/**
 * Finds entries of one swarm. Thread-safe. Reads are not counted. Failures are
 * {@link io.claudeflow.swarm.memory.failure.MemoryException}s.
 */
public interface EntrySearch {
    /**
     * Searches. An entry that is expired, deleted, of another swarm or outside of the filter is never among the hits;
     * the limit counts what is left. Ties are broken by namespace and key.
     *
     * <p>Words are found as the index knows them, which follows the writes by moments; embeddings are always up to
     * date. An embedding is compared with those of its own dimension; when there are only others within the filter's
     * namespace the query is refused. With words and an embedding, the best {@code max(50, 4 × limit)} of each side
     * are fused.
     */
    SearchResult search(SearchQuery query);
}
