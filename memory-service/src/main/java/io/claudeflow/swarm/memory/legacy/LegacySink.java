package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord;
import java.util.List;

/**
 * Where imported records go. {@link LegacyRecord} is sealed, so that an implementation that sends each kind to a store
 * of its own is checked for completeness by the compiler.
 *
 * <p>Writing is idempotent: a record that is there as the source has it is {@code UNCHANGED}. A failure of one record
 * is its outcome; a thrown {@link io.claudeflow.swarm.memory.failure.MemoryException} means that the store itself
 * cannot go on, and ends the run, which can be repeated later.
 */
public interface LegacySink {
    /**
     * Writes records in order.
     *
     * @param dryRun decide as in earnest, write nothing
     * @return one outcome for each record, in order
     */
    List<SinkOutcome> write(List<LegacyRecord> records, ConflictPolicy policy, boolean dryRun);

    /** Does what has to wait until all records of a table are there; returns what was left out, in words. */
    default List<String> endOfTable() {
        return List.of();
    }
}
