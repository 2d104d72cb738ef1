package io.claudeflow.swarm.benchmarks.restore;

import io.claudeflow.swarm.benchmarks.sqlite.RowDigest;
import io.claudeflow.swarm.benchmarks.sqlite.SqliteFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The content hashes of database files that must hold the same: all rows of all tables, in the order of their keys. Not
 * thread-safe.
 */
final class Comparison {
    /** A restore begins an epoch, notes what it restored and stops in order; a start notes that it checked. */
    private static final Map<String, String> UNCHANGED_ROWS =
            Map.of("store_meta", "name NOT IN ('check_ok', 'checked_at', 'clean', 'epoch', 'restored')");

    /** A start looks how far the index is, and finds nothing more to put into it. */
    static final Set<String> STARTED = Set.of("search_index");

    /** What a service goes on to note about itself after the snapshot: that it backed up, how far its index is. */
    static final Set<String> LIVING =
            Set.of("changelog", "events", "growth_samples", "policy_runs", "search_index", "store_meta", "usage_hours");

    private final SortedMap<String, RowDigest.Result> backup;
    private final List<String> differences = new ArrayList<>();

    Comparison(SortedMap<String, RowDigest.Result> backup) {
        this.backup = new TreeMap<>(backup);
    }

    static SortedMap<String, RowDigest.Result> digests(Path database) throws IOException {
        try (SqliteFile file = SqliteFile.open(database)) {
            return file.digests(UNCHANGED_ROWS);
        }
    }

    /** Compares every table but these with the backup's. */
    void compare(String name, SortedMap<String, RowDigest.Result> found, Set<String> besides) {
        TreeSet<String> tables = new TreeSet<>(backup.keySet());
        tables.addAll(found.keySet());
        tables.removeAll(besides);
        for (String table : tables) {
            RowDigest.Result expected = backup.get(table);
            RowDigest.Result actual = found.get(table);
            if (expected == null || !expected.equals(actual)) {
                differences.add(
                        name + ": " + table + " is " + told(actual) + ", in the backup it is " + told(expected));
            }
        }
    }

    private static String told(RowDigest.@Nullable Result result) {
        return result == null ? "absent" : result.rows() + " rows with SHA-256 " + result.sha256();
    }

    /** Each table of each file that is not as in the backup. */
    List<String> differences() {
        return List.copyOf(differences);
    }

    /** Rows of all tables of the backup together. */
    long rows() {
        return backup.values().stream().mapToLong(RowDigest.Result::rows).sum();
    }

    int tables() {
        return backup.size();
    }

    /** One hash for all tables of the backup. */
    String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            backup.forEach((table, result) -> digest.update(
                    (table + " " + result.rows() + " " + result.sha256() + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
