package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.nio.charset.StandardCharsets;

/** One operation on one entry, alone or in a batch. */
public sealed interface EntryOperation {
    EntryKey key();

    /**
     * Creates the entry or replaces its value, tags, metadata and expiry; the moment of creation stays, the version
     * grows by one.
     *
     * @param metadata a JSON object as text, {@code {}} when there is none; at most 64 KiB of UTF-8. The caller
     *     guarantees that it is well-formed
     */
    record Put(EntryKey key, EntryValue value, Ttl ttl, Tags tags, String metadata, Precondition precondition)
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

        /** A write of a value with nothing else: lifetime by policy, no tags, no metadata, no precondition. */
        public static Put of(EntryKey key, EntryValue value) {
            return new Put(key, value, Ttl.BY_POLICY, Tags.NONE, NO_METADATA, Precondition.NONE);
        }

        public Put withTtl(Ttl newTtl) {
            return new Put(key, value, newTtl, tags, metadata, precondition);
        }

        public Put withTags(Tags newTags) {
            return new Put(key, value, ttl, newTags, metadata, precondition);
        }

        public Put withMetadata(String newMetadata) {
            return new Put(key, value, ttl, tags, newMetadata, precondition);
        }

        public Put when(Precondition newPrecondition) {
            return new Put(key, value, ttl, tags, metadata, newPrecondition);
        }
    }

    /** Removes the entry; a key without a live entry is not an error unless the precondition says so. */
    record Delete(EntryKey key, Precondition precondition) implements EntryOperation {}

    /** Reads the entry; in an atomic batch it sees the writes before it. */
    record Get(EntryKey key) implements EntryOperation {}
}
