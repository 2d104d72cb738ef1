package io.claudeflow.swarm.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** The directory that holds the data of all servers, so that all use the same disk. Closing it deletes it. */
public final class WorkDirectory implements AutoCloseable {
    /** Where it goes when another user could not reach the wanted place; a disk by convention, unlike /tmp. */
    private static final Path REACHABLE_BY_ALL = Path.of("/var/tmp");

    private final Path path;

    private WorkDirectory(Path path) {
        this.path = path;
    }

    /**
     * Creates a fresh directory under the parent.
     *
     * @param forOtherUser whether a server runs as another user: then a parent that only its owner may enter is
     *     replaced by {@code /var/tmp}
     */
    public static WorkDirectory create(Path parent, boolean forOtherUser) throws IOException {
        Path wanted = Files.createDirectories(parent).toRealPath();
        Path chosen = forOtherUser && !reachable(wanted) ? REACHABLE_BY_ALL : wanted;
        Path path = Files.createTempDirectory(chosen, "swarm-bench-");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new WorkDirectory(path);
    }

    public Path path() {
        return path;
    }

    /** A directory inside for one server. */
    public Path forServer(String name) throws IOException {
        return Files.createDirectory(path.resolve(name));
    }

    private static boolean reachable(Path directory) throws IOException {
        for (Path at = directory; at != null; at = at.getParent()) {
            if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
