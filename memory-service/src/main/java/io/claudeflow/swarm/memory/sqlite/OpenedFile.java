package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which file a database was opened as. When it is moved, removed or replaced, SQLite goes on with a file that has no
 * name any more, and every commit is lost with the last connection. Only attributes are asked for, nothing is opened.
 */
record OpenedFile(Path path, @Nullable Object key) {
    static OpenedFile of(Path path) throws IOException {
        return new OpenedFile(path, keyOf(path));
    }

    /** Throws when another file, or none, lies at the path now. */
    void check() {
        try {
            if (!Objects.equals(key, keyOf(path))) {
                throw moved("replaced", null);
            }
        } catch (NoSuchFileException e) {
            throw moved("moved or removed", e);
        } catch (IOException e) {
            throw MemoryException.of(FailureKind.UNAVAILABLE, path + " cannot be looked at: " + e.getMessage(), e);
        }
    }

    private static @Nullable Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private MemoryException moved(String how, @Nullable IOException reason) {
        return MemoryException.of(
                FailureKind.UNAVAILABLE,
                path + " was " + how + " while it is served, and nothing can be stored: stop the service, put the right"
                        + " file in its place and start again; a backup is put there by swarm-memory restore",
                reason);
    }
}
