package io.claudeflow.swarm.memory.backup;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A database that a backup has taken the place of.
 *
 * @param sha256 of the backup
 * @param sizeBytes of the database now
 * @param rows of each table now
 */
public record RestoredDatabase(
        RestoreOutcome.Restored outcome, String sha256, long sizeBytes, SortedMap<String, Long> rows) {
    public RestoredDatabase {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }
}
