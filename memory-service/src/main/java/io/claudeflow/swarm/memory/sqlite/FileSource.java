package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.backup.DurableFiles;
import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.backup.RestoreSource;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file on this machine; a log beside a plain copy of a database is taken along. */
record FileSource(Path file) implements RestoreSource {
    private static final List<String> COPIED_PARTS = List.of("-wal", "-journal");

    @Override
    public String location() {
        return file.toAbsolutePath().toString();
    }

    @Override
    public String name() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public long sizeBytes() throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw MemoryException.ofField(FailureKind.NOT_FOUND, "file", file, "a regular file");
        }
        return Files.size(file);
    }

    @Override
    public @Nullable Manifest manifest(List<String> problems) {
        return BackupFiles.manifest(file, problems);
    }

    @Override
    public String sha256() throws IOException {
        return DurableFiles.sha256(file);
    }

    @Override
    public String copyTo(Path copy) throws IOException {
        var digest = DurableFiles.copy(file, copy);
        for (var part : COPIED_PARTS) {
            var companion = file.resolveSibling(file.getFileName() + part);
            if (Files.isRegularFile(companion, LinkOption.NOFOLLOW_LINKS)) {
                DurableFiles.copy(companion, copy.resolveSibling(copy.getFileName() + part));
            }
        }
        return digest;
    }
}
