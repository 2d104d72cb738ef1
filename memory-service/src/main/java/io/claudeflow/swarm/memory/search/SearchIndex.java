package io.claudeflow.swarm.memory.search;

import io.claudeflow.swarm.memory.revision.Revision;

/** The index of words: how far it is, and its care. Thread-safe. */
public interface SearchIndex {
    /** How far the index is. */
    Status status();

    /**
     * Empties the index and begins to build it anew from the entries, in the background. Returns when the index is
     * empty.
     */
    Status rebuild();

    /**
     * How far the index is.
     *
     * @param covers every change up to here is in the index; number 0 while it is built anew
     * @param newest the newest revision of the store
     * @param building whether it is being built anew
     * @param documents entries in the index, of all swarms
     * @param embeddings embeddings stored, of all swarms
     * @param cachedVectorBytes memory that embeddings take now
     */
    record Status(
            Revision covers,
            Revision newest,
            boolean building,
            long documents,
            long embeddings,
            long cachedVectorBytes) {}
}
