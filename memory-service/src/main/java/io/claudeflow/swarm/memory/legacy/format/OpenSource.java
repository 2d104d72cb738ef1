package io.claudeflow.swarm.memory.legacy.format;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source whose formats are known and which is open for reading. Not thread-safe.
 *
 * @param name the file relative to the source that was named
 * @param parts what can be read, in the order it is to be read; empty when nothing was recognised
 * @param unread tables that no reader knows, so that nothing is left behind in silence
 * @param covers files that the parts read besides the file itself
 * @param problem why nothing was recognised, or null
 * @param damaged whether the problem is the file's own, and not just that it is something else
 */
public record OpenSource(
        String name,
        List<Part> parts,
        List<UnreadTable> unread,
        List<Path> covers,
        @Nullable String problem,
        boolean damaged,
        Runnable onClose)
        implements AutoCloseable {
    public OpenSource {
        parts = List.copyOf(parts);
        unread = List.copyOf(unread);
        covers = List.copyOf(covers);
    }

    /**
     * A table that is not read.
     *
     * @param rows -1 when the table is too damaged to be counted
     * @param bookkeeping whether it is known to hold no memory
     */
    public record UnreadTable(String table, long rows, boolean bookkeeping) {
        static final long UNKNOWN = -1;
    }

    static OpenSource unrecognised(String name, String problem) {
        return new OpenSource(name, List.of(), List.of(), List.of(), problem, false, () -> {});
    }

    static OpenSource damaged(String name, String problem) {
        return new OpenSource(name, List.of(), List.of(), List.of(), problem, true, () -> {});
    }

    @Override
    public void close() {
        onClose.run();
    }
}
