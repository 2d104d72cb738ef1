package io.claudeflow.swarm.memory.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file that is to be restored, wherever it lies. Failures are {@link IOException} or {@code MemoryException}. */
public interface RestoreSource {
    /** Where it lies, as people write it: the absolute path, or the location. */
    String location();

    /** Its last name. */
    String name();

    /** Its size; throws when there is no such file. */
    long sizeBytes() throws IOException;

    /** The manifest beside it, or null when there is none or it cannot be read, which is a problem. */
    @Nullable
    Manifest manifest(List<String> problems);

    /** The SHA-256 of the content, all of which is read. */
    String sha256() throws IOException;

    /**
     * Copies the content, and what belongs to it, to the disk.
     *
     * @param file must not be there yet
     * @return the SHA-256 of what was read
     */
    String copyTo(Path file) throws IOException;
}
