package io.claudeflow.swarm.benchmarks.sqlite;

import io.claudeflow.swarm.benchmarks.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A backup with its manifest beside it, checked without the service's own code: size and SHA-256 of the file, what
 * SQLite says about it, its revision and the rows of every table.
 */
public record BackupFile(Path file) {
    private static final String MANIFEST = ".manifest.json";
    private static final int BUFFER_BYTES = 1 << 16;

    public Path manifest() {
        return file.resolveSibling(file.getFileName() + MANIFEST);
    }

    /** What is wrong with it, in words; empty when it is all that its manifest says. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        try {
            JsonValue manifest = JsonValue.parse(Files.readAllBytes(manifest()));
            compare("size", manifest.get("sizeBytes").number(), (double) Files.size(file), problems);
            compare("SHA-256", manifest.get("sha256").text(), sha256(file), problems);
            compareContent(manifest, problems);
        } catch (IOException e) {
            problems.add(String.valueOf(e));
        }
        return problems;
    }

    private void compareContent(JsonValue manifest, List<String> problems) throws IOException {
        try (SqliteFile database = SqliteFile.open(file)) {
            problems.addAll(database.problems());
            SqliteFile.Revision noted =
                    new SqliteFile.Revision((long) manifest.get("epoch").number(), (long)
                            manifest.get("revision").number());
            compare("revision", noted, database.revision(), problems);
            compareRows(manifest.get("tables"), database.rows(), problems);
        }
    }

    private static void compareRows(JsonValue noted, SortedMap<String, Long> counted, List<String> problems)
            throws IOException {
        SortedMap<String, Long> expected = new TreeMap<>();
        for (String table : noted.names()) {
            expected.put(table, (long) noted.get(table).number());
        }
        TreeSet<String> tables = new TreeSet<>(expected.keySet());
        tables.addAll(counted.keySet());
        for (String table : tables) {
            compare("rows of " + table, expected.get(table), counted.get(table), problems);
        }
    }

    private static <T> void compare(String what, @Nullable T noted, @Nullable T found, List<String> problems) {
        if (noted == null || !noted.equals(found)) {
            problems.add(what + ": " + found + ", the manifest says " + noted);
        }
    }

    /** The SHA-256 of a file, in hexadecimal digits. */
    public static String sha256(Path file) throws IOException {
        MessageDigest digest = RowDigest.sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
