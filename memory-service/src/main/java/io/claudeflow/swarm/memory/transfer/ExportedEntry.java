package io.claudeflow.swarm.memory.transfer;

import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryHistory;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry as a line of an export carries it.
 *
 * @param metadata a JSON object as text
 * @param revision where it comes from; informative, an import takes a new one
 */
public record ExportedEntry(
        String namespace,
        String key,
        EntryValue value,
        Tags tags,
        String metadata,
        @Nullable Instant expiresAt,
        EntryHistory history,
        @Nullable Revision revision) {

    /**
     * The entry with its value. Its lifetime is what lies between its last write and its expiry, in whole seconds. When
     * a clock was set back between its creation and its last write, the earlier moment counts for both.
     */
    public static ExportedEntry of(Entry entry) {
        var expiresAt = entry.expiresAt();
        Long ttlSeconds = null;
        if (expiresAt != null) {
            var lifetime = Duration.between(entry.updatedAt(), expiresAt);
            long seconds = lifetime.toSeconds();
            if (lifetime.toNanosPart() == 0 && seconds >= 1 && seconds <= Ttl.MAX_SECONDS) {
                ttlSeconds = seconds;
            }
        }
        var createdAt = entry.createdAt().isAfter(entry.updatedAt()) ? entry.updatedAt() : entry.createdAt();
        return new ExportedEntry(
                entry.key().namespace(),
                entry.key().key(),
                Objects.requireNonNull(entry.value(), "an export reads values"),
                entry.tags(),
                entry.metadata(),
                expiresAt,
                new EntryHistory(createdAt, entry.updatedAt(), entry.version(), ttlSeconds),
                entry.revision());
    }

    /** The write that brings the entry into a store. */
    public EntryOperation.Put put(EntryKey target, Precondition precondition) {
        return new EntryOperation.Put(
                target,
                value,
                expiresAt == null ? Ttl.PERMANENT : new Ttl.Until(expiresAt),
                tags,
                metadata,
                precondition,
                history);
    }

    /** Whether a stored entry has this content; times and version aside. */
    public boolean sameContent(Entry entry) {
        return Objects.equals(entry.value(), value)
                && tags.equals(entry.tags())
                && metadata.equals(entry.metadata())
                && Objects.equals(expiresAt, entry.expiresAt());
    }
}
