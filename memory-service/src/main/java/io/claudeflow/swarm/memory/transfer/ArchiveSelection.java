package io.claudeflow.swarm.memory.transfer;

import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are archived: those for which everything holds that is not null.
 *
 * @param namespace null for every namespace of the swarm
 * @param pattern of keys
 * @param writtenBefore last written before this moment
 * @param readBefore last read before this moment; an entry that was never read counts from its last write
 */
public record ArchiveSelection(
        String swarm,
        @Nullable String namespace,
        @Nullable Glob pattern,
        @Nullable Instant writtenBefore,
        @Nullable Instant readBefore) {
    public ArchiveSelection {
        EntryKey.checkSwarm(swarm);
        if (namespace != null) {
            EntryKey.checkNamespace(namespace);
        }
        if (pattern == null && writtenBefore == null && readBefore == null) {
            throw MemoryException.invalid(
                    "selection", "(empty)", "at least one of pattern, writtenBefore and readBefore");
        }
    }

    boolean includes(Entry entry) {
        var lastRead = Objects.requireNonNullElse(entry.accessedAt(), entry.updatedAt());
        return (writtenBefore == null || entry.updatedAt().isBefore(writtenBefore))
                && (readBefore == null || lastRead.isBefore(readBefore));
    }
}
