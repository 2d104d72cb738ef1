package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is checked about the place of a database before anything is opened. */
public final class StartUpGuards {
    /**
     * Names of file systems, as in /proc/mounts, on which SQLite's locks or its shared memory cannot be trusted
     * (<a href="https://sqlite.org/howtocorrupt.html#_filesystems_with_broken_or_missing_lock_implementations">how to
     * corrupt, 2.1</a>). A name also stands for itself followed by digits and for {@code fuse.} before it. 9p and
     * virtiofs, which virtual machines on laptops use for local disks, are not among them.
     */
    static final List<String> NETWORK_FILE_SYSTEMS = List.of(
            "nfs",
            "cifs",
            "smb",
            "smbfs",
            "afs",
            "ncpfs",
            "coda",
            "ceph",
            "cephfs",
            "glusterfs",
            "lustre",
            "gpfs",
            "beegfs",
            "orangefs",
            "pvfs",
            "ocfs",
            "gfs",
            "sshfs",
            "s3fs",
            "gcsfuse",
            "goofys",
            "rclone",
            "davfs",
            "webdav",
            "juicefs",
            "moosefs",
            "seaweedfs",
            "blobfuse");

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private StartUpGuards() {}

    /** Creates the directory of the database when missing, and refuses one that cannot hold a database. */
    public static void prepareDirectory(Path database, boolean allowNetworkFileSystem) {
        var directory = database.toAbsolutePath().getParent();
        if (directory == null || Files.isDirectory(database)) {
            throw MemoryException.invalid("DB_PATH", database, "the path of a file");
        }
        try {
            Files.createDirectories(directory);
            if (!Files.isWritable(directory)) {
                throw notWritable(directory, "it is read-only for the user of this process", null);
            }
            checkFileSystem(database, Files.getFileStore(directory).type(), allowNetworkFileSystem);
        } catch (FileAlreadyExistsException e) {
            throw MemoryException.invalid("DB_PATH", database, "a path in a directory; " + e.getFile() + " is a file");
        } catch (IOException e) {
            throw notWritable(directory, String.valueOf(e.getMessage()), e);
        }
    }

    /** Renames the files of a database; the caller holds its lock. */
    public static Path setAside(Path database, Clock clock) {
        var files = new DatabaseFiles(database);
        var target = files.beside(".damaged-" + STAMP.format(clock.instant()));
        var targets = new DatabaseFiles(target);
        try {
            boolean onlyTheLogIsLeft =
                    Files.notExists(database) && (Files.exists(files.log()) || Files.exists(files.rollbackJournal()));
            if (!onlyTheLogIsLeft) {
                Files.move(database, target);
            }
            moveIfThere(files.log(), targets.log());
            moveIfThere(files.sharedMemory(), targets.sharedMemory());
            moveIfThere(files.rollbackJournal(), targets.rollbackJournal());
            return target;
        } catch (NoSuchFileException e) {
            throw MemoryException.of(FailureKind.NOT_FOUND, database + " does not exist", e);
        } catch (IOException e) {
            throw MemoryException.of(
                    FailureKind.UNAVAILABLE, database + " cannot be moved aside: " + e.getMessage(), e);
        }
    }

    private static void moveIfThere(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to);
        }
    }

    static void checkFileSystem(Path database, String type, boolean allowNetworkFileSystem) {
        if (!allowNetworkFileSystem && isNetwork(type)) {
            throw MemoryException.of(
                    FailureKind.NOT_SUPPORTED,
                    database + " lies on a network file system (" + type + "), where locks of SQLite are not reliable"
                            + " and a database can be damaged; use a block volume, or set"
                            + " ALLOW_NETWORK_FILESYSTEM=true to take the risk");
        }
    }

    static boolean isNetwork(String type) {
        var name = type.toLowerCase(Locale.ROOT);
        var plain = name.startsWith("fuse.") ? name.substring("fuse.".length()) : name;
        return NETWORK_FILE_SYSTEMS.stream()
                .anyMatch(known -> plain.startsWith(known)
                        && plain.substring(known.length()).chars().allMatch(Character::isDigit));
    }

    private static MemoryException notWritable(Path directory, String why, @Nullable Exception cause) {
        var message = "the directory " + directory + " cannot hold a database: " + why;
        return cause == null
                ? MemoryException.of(FailureKind.UNAVAILABLE, message)
                : MemoryException.of(FailureKind.UNAVAILABLE, message, cause);
    }
}
