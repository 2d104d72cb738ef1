package io.claudeflow.swarm.memory.backup;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one directory that callers can name files in. A name is a plain file name, or a path whose directory is this one;
 * nothing leads out of it, neither {@code ..} nor an absolute path nor a symbolic link. Thread-safe.
 */
public final class BackupDirectory {
    private static final int MAX_NAME = 180;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+=-]{0," + (MAX_NAME - 1) + "}");
    private static final String UNFINISHED = ".partial";

    private final Path directory;

    public BackupDirectory(Path directory) {
        if (directory.toString().matches(".*[?#].*")) {
            throw MemoryException.invalid("BACKUP_DIR", directory, "a path without ? and #");
        }
        this.directory = directory.toAbsolutePath().normalize();
    }

    public Path path() {
        return directory;
    }

    /** Creates the directory when it is missing. */
    public void create() {
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException e) {
            throw unusable("it is no directory", e);
        } catch (IOException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        }
        if (!Files.isWritable(directory)) {
            throw unusable("it is read-only for the user of this process", null);
        }
    }

    private MemoryException unusable(String why, @Nullable IOException reason) {
        return MemoryException.of(
                FailureKind.UNAVAILABLE,
                "the directory of backups " + directory + " (BACKUP_DIR) cannot be used: " + why,
                reason);
    }

    /** Where a file of this name lies, or would lie; throws what says why the name is refused. */
    public Path resolve(String field, String name) {
        return directory.resolve(plain(field, name));
    }

    /** An existing regular file of this name, not a link. */
    public Path existing(String field, String name) {
        var file = resolve(field, name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw MemoryException.ofField(FailureKind.NOT_FOUND, field, name, "a file in " + directory);
        }
        return file;
    }

    /** A file of this name must not be there yet. */
    public Path absent(String field, String name) {
        var file = resolve(field, name);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw MemoryException.ofField(FailureKind.CONFLICT, field, name, "a name that is not taken");
        }
        return file;
    }

    /** Where a file is written until it is complete; {@code owner} keeps several stores in one directory apart. */
    public Path unfinished(String owner, Path file) {
        return directory.resolve("." + owner + "." + file.getFileName() + UNFINISHED);
    }

    /** Removes what a crash left unfinished. */
    public void removeUnfinished(String owner) {
        var prefix = "." + owner + ".";
        for (var file : list()) {
            var name = String.valueOf(file.getFileName());
            if (name.startsWith(prefix) && name.contains(UNFINISHED)) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw MemoryException.of(FailureKind.UNAVAILABLE, file + " cannot be removed", e);
                }
            }
        }
    }

    /** The regular files, not links, by name; none when there is no directory. */
    public List<Path> list() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw MemoryException.of(FailureKind.UNAVAILABLE, directory + " cannot be listed: " + e.getMessage(), e);
        }
    }

    /** Throws, naming how much is missing, unless the volume has room for so many bytes. */
    public static void requireSpace(Path directory, long needed, long free, String what) {
        if (free < needed) {
            throw MemoryException.of(
                    FailureKind.STORAGE_FULL,
                    "no space for " + what + " in " + directory + ": it needs " + needed + " bytes, " + free
                            + " are free, " + (needed - free) + " are missing; nothing was written");
        }
    }

    private String plain(String field, String name) {
        try {
            var path = Path.of(name);
            var parent = path.getParent();
            if (parent != null && !parent.equals(directory)) {
                throw refused(field, name);
            }
            var plain = String.valueOf(path.getFileName());
            if (!NAME.matcher(plain).matches() || plain.endsWith(Manifest.SUFFIX)) {
                throw refused(field, name);
            }
            return plain;
        } catch (InvalidPathException e) {
            throw refused(field, name);
        }
    }

    private MemoryException refused(String field, String name) {
        return MemoryException.invalid(
                field,
                name.isEmpty() ? "(empty)" : name,
                "a file name of letters, digits and . _ @ + = - that begins with a letter or digit, has at most "
                        + MAX_NAME + " characters and does not end with " + Manifest.SUFFIX + ", in " + directory
                        + " (BACKUP_DIR)");
    }
}
