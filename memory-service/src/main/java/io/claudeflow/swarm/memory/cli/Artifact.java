package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.backup.BackupDirectory;
import io.claudeflow.swarm.memory.backup.DurableFiles;
import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.ManifestJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A backup outside of the service's directory: a file with its manifest beside it. Until it is written and proven it
 * lies under a temporary name, so that there is all of it or nothing.
 */
record Artifact(Path file) {
    private static final String PARTIAL = ".partial";
    /** No Job works that long. */
    private static final Duration ABANDONED = Duration.ofHours(2);

    /** Fills a file, which is not there yet, and says what is in it. */
    interface Writer {
        Manifest write(Path file) throws IOException;
    }

    String name() {
        return String.valueOf(file.getFileName());
    }

    /** What is in it, if it is there and as its manifest says. */
    Optional<Manifest> proven() {
        var manifest = Manifest.beside(file);
        if (!Files.isRegularFile(file) || !Files.isRegularFile(manifest)) {
            return Optional.empty();
        }
        try {
            return MemoryEngine.verifyBackup(file).ok()
                    ? Optional.of(ManifestJson.read(Files.readAllBytes(manifest)))
                    : Optional.empty();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Writes it, proves it, and gives it its name; what was there before under the name is replaced. */
    Manifest write(Writer writer) {
        var partial = partial();
        try {
            discard(partial);
            var manifest = writer.write(partial);
            DurableFiles.sync(partial);
            var partialManifest = Manifest.beside(partial);
            Files.write(partialManifest, ManifestJson.write(manifest));
            DurableFiles.sync(partialManifest);
            var verification = MemoryEngine.verifyBackup(partial);
            if (!verification.ok()) {
                throw MemoryException.of(
                        FailureKind.CORRUPT,
                        "the backup did not arrive as it was sent: " + String.join("; ", verification.problems()));
            }
            DurableFiles.move(partialManifest, Manifest.beside(file));
            DurableFiles.move(partial, file);
            return manifest;
        } catch (IOException e) {
            throw unusable(e);
        } finally {
            discard(partial);
        }
    }

    /** Throws, naming how much is missing, unless there is room for so many bytes. */
    void requireSpace(long bytes) {
        discard(partial());
        try {
            var directory = directory();
            BackupDirectory.requireSpace(
                    directory, bytes, Files.getFileStore(directory).getUsableSpace(), "the backup " + name());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Removes it, and what of it was left unfinished; returns whether it was there. */
    boolean remove() {
        try {
            discard(partial());
            boolean removed = Files.deleteIfExists(file);
            Files.deleteIfExists(Manifest.beside(file));
            if (Files.isDirectory(directory())) {
                DurableFiles.syncDirectory(directory());
            }
            return removed;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Another one in the same place. */
    Artifact sibling(String name) {
        return new Artifact(file.resolveSibling(name));
    }

    /** Removes what others that were killed have left unfinished here, long ago. */
    void removeAbandoned(Instant now) {
        try (var files = Files.list(directory())) {
            for (var old : files.filter(Artifact::isPartial).toList()) {
                if (Files.getLastModifiedTime(old).toInstant().plus(ABANDONED).isBefore(now)) {
                    Files.deleteIfExists(old);
                }
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static boolean isPartial(Path file) {
        var name = String.valueOf(file.getFileName());
        return name.startsWith(".") && name.contains(PARTIAL);
    }

    private Path partial() {
        return file.resolveSibling("." + name() + PARTIAL);
    }

    private Path directory() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a directory");
    }

    private void discard(Path partial) {
        try {
            for (var part : List.<Function<Path, Path>>of(
                    path -> path, Manifest::beside, path -> path.resolveSibling(path.getFileName() + "-journal"))) {
                Files.deleteIfExists(part.apply(partial));
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private MemoryException unusable(IOException e) {
        boolean full = String.valueOf(e.getMessage()).contains("No space left");
        return MemoryException.of(
                full ? FailureKind.STORAGE_FULL : FailureKind.UNAVAILABLE,
                file + " cannot be written: "
                        + (e instanceof NoSuchFileException ? "there is no directory " + directory() : e),
                e);
    }
}
