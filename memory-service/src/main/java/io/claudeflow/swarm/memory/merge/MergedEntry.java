package io.claudeflow.swarm.memory.merge;

import io.claudeflow.swarm.memory.crdt.CausalContext;
import io.claudeflow.swarm.memory.crdt.Crdt;
import io.claudeflow.swarm.memory.crdt.MultiValueRegister;
import io.claudeflow.swarm.memory.crdt.ObservedRemoveSet;
import io.claudeflow.swarm.memory.crdt.Stamp;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.policy.ConflictStrategy;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry with what merging knows of it.
 *
 * @param strategy of the key's policy
 * @param stamp of the write that counts
 * @param state null after a plain store and for strategies that keep none
 */
public record MergedEntry(
        EntryKey key,
        ConflictStrategy strategy,
        Document value,
        Stamp stamp,
        @Nullable Crdt<?> state,
        Revision revision,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant expiresAt) {

    /** Values of a multi-value register that stand beside the value, the newest first; seed 004's conflict list. */
    public List<MultiValueRegister.Sibling> conflicting() {
        if (state instanceof MultiValueRegister register && register.isConflicted()) {
            var all = register.newestFirst();
            return all.subList(1, all.size());
        }
        return List.of();
    }

    /** What a writer who has read this entry sends back with its next write. */
    public CausalContext context() {
        return switch (state) {
            case MultiValueRegister register -> register.seen();
            case ObservedRemoveSet set -> set.seen();
            case null, default -> CausalContext.EMPTY;
        };
    }
}
