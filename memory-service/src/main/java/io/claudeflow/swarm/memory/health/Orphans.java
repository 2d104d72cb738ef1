package io.claudeflow.swarm.memory.health;

import java.util.List;

/** Rows whose owner is gone. A sound store has none; other programs that write the file leave them. Thread-safe. */
public interface Orphans {
    /**
     * Rows of one kind.
     *
     * @param table where they are
     * @param what they lack, for people
     * @param rows how many there are
     * @param removable whether {@link #clean} deletes them; what agents made is only reported
     */
    record Found(String table, String what, long rows, boolean removable) {}

    /** All kinds, also those without rows. */
    List<Found> find();

    /** Deletes what may be deleted, a few rows with each transaction; returns what was deleted, by kind. */
    List<Found> clean();
}
