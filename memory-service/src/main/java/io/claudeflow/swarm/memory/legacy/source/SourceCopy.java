package io.claudeflow.swarm.memory.legacy.source;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A private copy of a database together with its log, for a source that SQLite could only open by writing beside it: a
 * write-ahead log needs its index file and a rollback journal wants to be rolled back. The index ({@code -shm}) is not
 * copied; SQLite makes it anew from the log. A source that changes while it is copied is copied again, at most three
 * times.
 */
final class SourceCopy implements AutoCloseable {
    static final List<String> LOGS = List.of("-wal", "-journal");

    private static final int ATTEMPTS = 3;
    private static final byte[] SUPER_JOURNAL = HexFormat.of().parseHex("d9d505f920a163d7");

    private final Path directory;
    private final Path database;

    private SourceCopy(Path directory, Path database) {
        this.directory = directory;
        this.database = database;
    }

    Path database() {
        return database;
    }

    /** Whether a log lies beside the database, so that the database alone is not the whole truth. */
    static boolean hasLog(Path source) throws IOException {
        for (var suffix : LOGS) {
            var log = sibling(source, suffix);
            if (Files.exists(log, LinkOption.NOFOLLOW_LINKS) && Files.size(log) > 0) {
                return true;
            }
        }
        return false;
    }

    static SourceCopy of(Path source, Path workDirectory) throws IOException {
        Files.createDirectories(workDirectory);
        checkSpace(source, workDirectory);
        var directory = Files.createTempDirectory(workDirectory, "legacy-import-");
        var copy = new SourceCopy(directory, directory.resolve("source.db"));
        try {
            copy.fill(source);
            return copy;
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    private void fill(Path source) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var before = state(source);
            copyOnce(source);
            if (before.equals(state(source))) {
                return;
            }
        }
        throw MemoryException.of(
                FailureKind.CONFLICT, source + " is being written to; stop its writer and run the import again");
    }

    private void copyOnce(Path source) throws IOException {
        Files.deleteIfExists(database);
        Files.copy(source, database);
        for (var suffix : LOGS) {
            var from = sibling(source, suffix);
            var to = sibling(database, suffix);
            Files.deleteIfExists(to);
            if (Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
                refuseSuperJournal(from);
                Files.copy(from, to);
            } else if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                throw MemoryException.ofField(FailureKind.INVALID_ARGUMENT, "source", from, "a regular file");
            }
        }
    }

    /** A journal can name a file outside that SQLite would read, and remove, while it rolls back. */
    private static void refuseSuperJournal(Path log) throws IOException {
        if (!log.toString().endsWith("-journal")) {
            return;
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            if (file.length() >= SUPER_JOURNAL.length) {
                var end = new byte[SUPER_JOURNAL.length];
                file.seek(file.length() - end.length);
                file.readFully(end);
                if (Arrays.equals(end, SUPER_JOURNAL)) {
                    throw MemoryException.ofField(
                            FailureKind.CORRUPT,
                            "source",
                            log,
                            "a journal of one database; open the database once with sqlite3 where it was written");
                }
            }
        }
    }

    private static void checkSpace(Path source, Path workDirectory) throws IOException {
        long needed = Files.size(source);
        for (var suffix : LOGS) {
            var log = sibling(source, suffix);
            needed += Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS) ? 2 * Files.size(log) : 0;
        }
        long free = Files.getFileStore(workDirectory).getUsableSpace();
        if (free < needed) {
            throw MemoryException.of(
                    FailureKind.STORAGE_FULL,
                    workDirectory + " has " + free + " bytes free, a copy of " + source + " needs " + needed + "; free "
                            + (needed - free) + " more");
        }
    }

    private static Map<Path, List<Object>> state(Path source) throws IOException {
        Map<Path, List<Object>> state = new LinkedHashMap<>();
        state.put(source, state1(source));
        for (var suffix : LOGS) {
            var log = sibling(source, suffix);
            state.put(log, Files.exists(log, LinkOption.NOFOLLOW_LINKS) ? state1(log) : List.of());
        }
        return state;
    }

    private static List<Object> state1(Path file) throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        return List.of(Files.size(file), modified);
    }

    static Path sibling(Path database, String suffix) {
        return database.resolveSibling(database.getFileName() + suffix);
    }

    @Override
    public void close() throws IOException {
        for (var suffix : List.of("", "-wal", "-journal", "-shm")) {
            Files.deleteIfExists(sibling(database, suffix));
        }
        Files.deleteIfExists(directory);
    }
}
