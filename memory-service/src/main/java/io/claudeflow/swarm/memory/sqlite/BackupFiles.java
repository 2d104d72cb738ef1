package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.backup.Backup;
import io.claudeflow.swarm.memory.backup.BackupDirectory;
import io.claudeflow.swarm.memory.backup.DurableFiles;
import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.ManifestJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of backups and their manifests. {@code owner} is the name of the database file. */
record BackupFiles(BackupDirectory directory, String owner, Clock clock) {
    private static final Set<String> DATABASES = Set.of(".db", ".sqlite", ".sqlite3");
    private static final int MAX_MANIFEST_BYTES = 1 << 20;

    static long freeBytes(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    static MemoryException unusable(Path file, IOException e) {
        return unusable(file.toString(), e);
    }

    static MemoryException unusable(String file, IOException e) {
        boolean full = String.valueOf(e.getMessage()).contains("No space left");
        return MemoryException.of(
                full ? FailureKind.STORAGE_FULL : FailureKind.UNAVAILABLE,
                file + " cannot be used: " + e.getClass().getSimpleName() + ": " + e.getMessage(),
                e);
    }

    /** Whether a name looks like a database's. */
    static boolean isDatabaseName(String name) {
        return DATABASES.stream().anyMatch(name::endsWith);
    }

    void removeUnfinished() {
        directory.removeUnfinished(owner);
    }

    Path unfinished(Path file) {
        return directory.unfinished(owner, file);
    }

    void discard(Path partial) {
        try {
            Files.deleteIfExists(partial);
            Files.deleteIfExists(partial.resolveSibling(partial.getFileName() + "-journal"));
        } catch (IOException e) {
            throw unusable(partial, e);
        }
    }

    /** Files with a manifest, and those with the name of a database. */
    List<Path> list() {
        return directory.list().stream()
                .filter(file -> {
                    var name = String.valueOf(file.getFileName());
                    return !name.startsWith(".")
                            && !name.endsWith(Manifest.SUFFIX)
                            && (isDatabaseName(name) || Files.exists(Manifest.beside(file)));
                })
                .toList();
    }

    /** The backup in a file, at first sight. */
    Backup read(Path file) {
        try {
            var problems = new ArrayList<String>();
            var manifest = manifest(file, problems);
            long size = Files.size(file);
            if (manifest != null && manifest.sizeBytes() != size) {
                problems.add("size: " + size + " bytes (manifest: " + manifest.sizeBytes() + ")");
            }
            return new Backup(
                    String.valueOf(file.getFileName()),
                    size,
                    manifest == null ? Files.getLastModifiedTime(file).toInstant() : manifest.createdAt(),
                    manifest,
                    problems.isEmpty() ? null : problems.getFirst());
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** The manifest beside a file, or null when there is none or it cannot be read, which is a problem. */
    static @Nullable Manifest manifest(Path file, List<String> problems) {
        var place = Manifest.beside(file);
        try {
            if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
            if (Files.size(place) > MAX_MANIFEST_BYTES) {
                problems.add("its manifest is larger than " + MAX_MANIFEST_BYTES + " bytes");
                return null;
            }
            return ManifestJson.read(Files.readAllBytes(place));
        } catch (IOException | MemoryException | ArithmeticException e) {
            problems.add("its manifest cannot be read: " + e.getMessage());
            return null;
        }
    }

    /** Adds how size and digest of a file differ from its manifest. */
    static void compareContent(Path file, Manifest manifest, List<String> problems) throws IOException {
        long size = Files.size(file);
        if (size != manifest.sizeBytes()) {
            problems.add("size: " + size + " bytes (manifest: " + manifest.sizeBytes() + ")");
            return;
        }
        compareDigest(DurableFiles.sha256(file), manifest, problems);
    }

    static void compareDigest(String sha256, Manifest manifest, List<String> problems) {
        if (!sha256.equals(manifest.sha256())) {
            problems.add("SHA-256: " + sha256 + " (manifest: " + manifest.sha256() + ")");
        }
    }

    void writeManifest(Path file, Manifest manifest) throws IOException {
        var place = Manifest.beside(file);
        DurableFiles.write(place, unfinished(place), ManifestJson.write(manifest));
    }

    void delete(Path file) {
        try {
            Files.delete(file);
            Files.deleteIfExists(Manifest.beside(file));
            DurableFiles.syncDirectory(directory.path());
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }
}
