package io.claudeflow.swarm.memory.merge;

/** What became of a {@link MergeRequest}. */
public sealed interface MergeReceipt {
    /** The entry as it is now. */
    MergedEntry entry();

    /**
     * The two became one.
     *
     * @param changed false for a repetition and for an older write: nothing was written
     */
    record Applied(MergedEntry entry, boolean changed) implements MergeReceipt {}

    /** Somebody has to decide; the entry is as it was. */
    record Queued(MergedEntry entry, ConflictQueue.Queued conflict) implements MergeReceipt {}
}
