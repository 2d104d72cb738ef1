package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.revision.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The embeddings of one swarm, which an import writes to, whether their store is in this process or behind a service.
 * Failures are {@link io.claudeflow.swarm.memory.failure.MemoryException}s.
 */
public interface EmbeddingTarget {
    /**
     * What an entry is given.
     *
     * @param describes the revision of the entry it belongs to; null for whatever is there
     */
    record New(
            String namespace,
            String key,
            List<Float> vector,
            @Nullable Revision describes) {}

    /** Whether the entry has one. */
    boolean has(String namespace, String key);

    /** Sets up to 1,000, all or none. */
    void put(List<New> embeddings);
}
