package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One operation on one entry, alone or in a batch. */
public sealed interface EntryOperation {
    EntryKey key();

    /**
     * Creates the entry or replaces its value, tags, metadata and expiry; the moment of creation stays, the version
     * grows by one.
     *
     * @param metadata a JSON object as text, {@code {}} when there is none; at most 64 KiB of UTF-8. The caller
     *     guarantees that it is well-formed
     * @param history where the entry comes from, or null for one that is written here and now
     */
    record Put(
            EntryKey key,
            EntryValue value,
            Ttl ttl,
            Tags tags,
            String metadata,
            Precondition precondition,
            @Nullable EntryHistory history)
            implements EntryOperation {
        public static final int MAX_METADATA_BYTES = 64 * 1024;
        public static final String NO_METADATA = "{}";

        public Put {
            int size = metadata.length() > MAX_METADATA_BYTES / 3
                    ? metadata.getBytes(StandardCharsets.UTF_8).length
                    : metadata.length();
            if (size > MAX_METADATA_BYTES) {
                throw MemoryException.limit("metadata", size + " bytes", "at most " + MAX_METADATA_BYTES + " bytes");
            }
        }

        public Put(EntryKey key, EntryValue value, Ttl ttl, Tags tags, String metadata, Precondition precondition) {
            this(key, value, ttl, tags, metadata, precondition, null);
        }

        /** A write of a value with nothing else: lifetime by policy, no tags, no metadata, no precondition. */
        public static Put of(EntryKey key, EntryValue value) {
            return new Put(key, value, Ttl.BY_POLICY, Tags.NONE, NO_METADATA, Precondition.NONE);
        }

        public Put withTtl(Ttl newTtl) {
            return new Put(key, value, newTtl, tags, metadata, precondition, history);
        }

        public Put withTags(Tags newTags) {
            return new Put(key, value, ttl, newTags, metadata, precondition, history);
        }

        public Put withMetadata(String newMetadata) {
            return new Put(key, value, ttl, tags, newMetadata, precondition, history);
        }

        public Put when(Precondition newPrecondition) {
            return new Put(key, value, ttl, tags, metadata, newPrecondition, history);
        }
    }

    /** Removes the entry; a key without a live entry is not an error unless the precondition says so. */
    record Delete(EntryKey key, Precondition precondition) implements EntryOperation {}

    /** Reads the entry; in an atomic batch it sees the writes before it. */
    record Get(EntryKey key) implements EntryOperation {}
}
