package io.claudeflow.swarm.memory.entry;

/** What happens when the store already holds something else under the name of a record. */
public enum ConflictPolicy {
    /** What is there stays; the record is reported. */
    SKIP,
    /** The record replaces what is there. */
    OVERWRITE,
    /** Whichever was written later stays; a record without a time counts as older. */
    NEWER
}
