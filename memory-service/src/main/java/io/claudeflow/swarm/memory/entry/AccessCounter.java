package io.claudeflow.swarm.memory.entry;

/** Counts reads of entries. Thread-safe; a call costs far less than a read and never waits for the database. */
@FunctionalInterface
public interface AccessCounter {
    /** An agent has read the entry, from the cache or from the database. */
    void counted(EntryKey key);
}
