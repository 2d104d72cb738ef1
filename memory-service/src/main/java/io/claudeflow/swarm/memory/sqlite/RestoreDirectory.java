package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.backup.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The directory {@code restore} beside a database, where people lay a backup for the next start to restore. */
record RestoreDirectory(Path path) {
    /** Between the name of a restored file and the time of the restore; such a file is never restored again. */
    static final String CONSUMED = ".restored-";

    static final String FAILED = ".failed-";
    private static final byte[] SQLITE_HEADER = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal");

    static RestoreDirectory of(Path database) {
        return new RestoreDirectory(database.toAbsolutePath().resolveSibling("restore"));
    }

    /**
     * What lies there.
     *
     * @param candidates files that are, or claim to be, a database
     * @param ignored why something else there is not looked at
     */
    record Content(List<Path> candidates, List<String> ignored) {
        Content {
            candidates = List.copyOf(candidates);
            ignored = List.copyOf(ignored);
        }
    }

    Content content() {
        var candidates = new ArrayList<Path>();
        var ignored = new ArrayList<String>();
        if (Files.isDirectory(path)) {
            try (var files = Files.list(path)) {
                for (var file : files.sorted().toList()) {
                    look(file, candidates, ignored);
                }
            } catch (IOException e) {
                ignored.add(path + " cannot be listed: " + e.getMessage());
            }
        }
        return new Content(candidates, ignored);
    }

    private static void look(Path file, List<Path> candidates, List<String> ignored) throws IOException {
        var name = String.valueOf(file.getFileName());
        if (name.startsWith(".")
                || name.equals("lost+found")
                || name.contains(CONSUMED)
                || name.contains(FAILED)
                || name.endsWith(Manifest.SUFFIX)
                || COMPANIONS.stream().anyMatch(name::endsWith)) {
            return;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            ignored.add(file + " is not a regular file and was not restored");
        } else if (BackupFiles.isDatabaseName(name) || hasHeader(file)) {
            candidates.add(file);
        } else {
            ignored.add(file + " is not a database and was not restored");
        }
    }

    private static boolean hasHeader(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(SQLITE_HEADER.length), SQLITE_HEADER);
        }
    }
}
