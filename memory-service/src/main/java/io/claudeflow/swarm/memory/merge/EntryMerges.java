package io.claudeflow.swarm.memory.merge;

import io.claudeflow.swarm.memory.entry.EntryKey;
import java.util.Optional;

/**
 * The operation merge on entries. A value meets the stored one under the conflict strategy of the key's policy; value
 * and replicated state are written as one. A plain store replaces the value and forgets the state, which then begins
 * anew with the stored value; deletion and expiry forget both, and conflicts that wait for the entry. Thread-safe.
 */
public interface EntryMerges {
    /**
     * Merges. A repetition (the same state, the same sequence of the same replica, the same stamp) changes nothing.
     *
     * @throws io.claudeflow.swarm.memory.failure.MemoryException CONFLICT when the entry holds bytes,
     *     LIMIT_EXCEEDED when value, state or queue would outgrow their bounds; nothing changed
     */
    MergeReceipt merge(MergeRequest request);

    /** A live entry with its replicated state. */
    Optional<MergedEntry> find(EntryKey key);

    /**
     * Stores the decision of a conflict and takes it off the queue, as one.
     *
     * @throws io.claudeflow.swarm.memory.failure.MemoryException NOT_FOUND when no such conflict waits,
     *     PRECONDITION_FAILED when the entry is no longer what the decision was made for
     */
    MergeReceipt.Applied resolve(Resolution resolution);
}
