package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outcome of one {@link EntryOperation}. */
public sealed interface OperationResult {
    /**
     * The entry was written.
     *
     * @param revision the revision of the write
     * @param version 1 for a new entry, one more for each replacement
     * @param created whether no live entry had the key before
     * @param storedBytes the size of the value as stored, after compression
     */
    record Stored(
            Revision revision,
            long version,
            boolean created,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant expiresAt,
            int storedBytes)
            implements OperationResult {}

    /**
     * The entry is gone.
     *
     * @param found whether there was a live entry
     * @param revision the revision of the deletion; when nothing was found, the newest revision of the store
     */
    record Deleted(boolean found, Revision revision) implements OperationResult {}

    /** The entry as it was read, or empty. */
    record Read(Optional<Entry> entry) implements OperationResult {}

    /** The operation failed alone; only in a batch that is not atomic. */
    record Failed(MemoryException failure) implements OperationResult {}
}
