package io.claudeflow.swarm.memory.entry;

/** Whether a read counts: probes, scrapes and the operator's polls do not. */
public enum ReadMode {
    /** An agent's read: counts as an access and as a cache hit or miss. */
    COUNTED,
    /** A read that leaves no trace in counters. */
    UNCOUNTED
}
