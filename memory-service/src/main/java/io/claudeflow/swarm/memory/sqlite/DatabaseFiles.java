package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The files of a database, by name and size only: closing a stream on the live file would drop the locks that SQLite
 * holds on it (<a
 * href="https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_">how to
 * corrupt, 2.2</a>).
 */
record DatabaseFiles(Path database) {
    Path log() {
        return beside("-wal");
    }

    Path sharedMemory() {
        return beside("-shm");
    }

    Path rollbackJournal() {
        return beside("-journal");
    }

    Path lock() {
        return beside(".lock");
    }

    Path directory() {
        return Objects.requireNonNull(database.toAbsolutePath().getParent(), "a file lies in a directory");
    }

    Path beside(String suffix) {
        return database.resolveSibling(database.getFileName() + suffix);
    }

    long databaseBytes() {
        return size(database);
    }

    long logBytes() {
        return size(log());
    }

    long diskFreeBytes() {
        try {
            return Files.getFileStore(database.toAbsolutePath().getParent()).getUsableSpace();
        } catch (IOException e) {
            throw MemoryException.of(FailureKind.UNAVAILABLE, "the volume of " + database + " cannot be read", e);
        }
    }

    long diskTotalBytes() {
        try {
            return Files.getFileStore(database.toAbsolutePath().getParent()).getTotalSpace();
        } catch (IOException e) {
            throw MemoryException.of(FailureKind.UNAVAILABLE, "the volume of " + database + " cannot be read", e);
        }
    }

    /** 0 when there is none. */
    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw MemoryException.of(FailureKind.UNAVAILABLE, "the size of " + file + " cannot be read", e);
        }
    }
}
