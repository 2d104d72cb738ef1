package io.claudeflow.swarm.memory.backup;

import io.claudeflow.swarm.memory.revision.Revision;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a backup contains, computed from the backup's own file and written beside it as {@code <file>.manifest.json}.
 *
 * @param database name of the file that was backed up; retention counts the backups of one database
 * @param swarms the swarms that have rows in it, by name; at most {@link #MAX_SWARMS} are listed
 * @param revision the newest revision in it
 * @param tables number of rows of each table
 * @param sha256 of the file, 64 hexadecimal digits
 * @param verifiedAt when the file was last opened, checked and found to be as this says; null when it was not
 */
public record Manifest(
        String database,
        List<String> swarms,
        Revision revision,
        int schemaVersion,
        SortedMap<String, Long> tables,
        long sizeBytes,
        String sha256,
        Instant createdAt,
        String programVersion,
        @Nullable Instant verifiedAt) {
    public static final String SUFFIX = ".manifest.json";
    public static final int MAX_SWARMS = 1_000;

    public Manifest {
        swarms = List.copyOf(swarms);
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    /** Where the manifest of a file lies. */
    public static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + SUFFIX);
    }

    public Manifest verified(@Nullable Instant moment) {
        return new Manifest(
                database,
                swarms,
                revision,
                schemaVersion,
                tables,
                sizeBytes,
                sha256,
                createdAt,
                programVersion,
                moment);
    }

    /** How what was counted in a file differs from this, in words; empty when it does not. */
    public List<String> differences(Map<String, Long> counted, Revision found) {
        var differences = new ArrayList<String>();
        if (!revision.equals(found)) {
            differences.add("revision: " + found + " (manifest: " + revision + ")");
        }
        var names = new TreeSet<>(tables.keySet());
        names.addAll(counted.keySet());
        for (var name : names) {
            var expected = tables.get(name);
            var actual = counted.get(name);
            if (expected == null || !expected.equals(actual)) {
                differences.add("table " + name + ": " + rows(actual) + " (manifest: " + rows(expected) + ")");
            }
        }
        return differences;
    }

    private static String rows(@Nullable Long count) {
        return count == null ? "absent" : count + " rows";
    }
}
