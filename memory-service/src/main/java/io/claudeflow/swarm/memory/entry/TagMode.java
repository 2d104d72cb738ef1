package io.claudeflow.swarm.memory.entry;

/** How the tags of a query select entries. */
public enum TagMode {
    /** At least one of the tags. */
    ANY,
    /** Every one of the tags. */
    ALL
}
