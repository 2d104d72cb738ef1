package io.claudeflow.swarm.memory.search;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The embeddings of entries. An embedding describes one value: whoever stores the entry anew, deletes it or lets it
 * expire has removed the embedding with it. All embeddings of a namespace have the dimension of the first; when none is
 * left the next one may have another. Thread-safe; a write is durable and visible to every later search when the call
 * returns, and takes a revision of its own without touching that of the entry. Failures are {@link MemoryException}s,
 * and a call that failed changed nothing.
 */
public interface EmbeddingStore {
    /** The most embeddings of one call. */
    int MAX_PUTS = 1_000;

    /**
     * An embedding for an entry.
     *
     * @param describes the revision of the entry whose value was embedded, or null for whatever is there now; another
     *     revision is refused, so that an embedding of an old value is never attached to a new one
     */
    record Put(EntryKey key, Embedding embedding, @Nullable Revision describes) {}

    /**
     * An embedding as it was read.
     *
     * @param describes the revision of the entry
     */
    record Embedded(EntryKey key, Embedding embedding, Revision describes, Instant embeddedAt) {}

    /** Sets embeddings, all or none, under one revision; 1 to {@link #MAX_PUTS}. */
    Revision put(List<Put> puts);

    /** The embedding of a live entry, or empty. */
    Optional<Embedded> get(EntryKey key);

    /** Removes the embedding of a live entry; the entry stays. */
    OperationResult.Deleted delete(EntryKey key);
}
