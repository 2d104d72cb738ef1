package io.claudeflow.swarm.memory.transfer;

import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.MemoryException;
import org.jspecify.annotations.Nullable;

/**
 * How an import runs.
 *
 * @param swarm the swarm that the entries will belong to, whichever they come from
 * @param namespace the namespace they will lie in, or null for the one each line names
 * @param dryRun decide and count, write nothing
 * @param maxErrors errors that are listed; all are counted
 * @param maxValueBytes the largest value; it bounds the length of a line
 */
public record ImportRules(
        String swarm,
        @Nullable String namespace,
        ConflictPolicy conflict,
        boolean dryRun,
        int maxErrors,
        int maxValueBytes) {
    public static final int DEFAULT_MAX_ERRORS = 100;
    /** A text of control characters grows sixfold as JSON; the rest is key, tags and metadata. */
    private static final long GROWTH = 6;

    private static final long AROUND_VALUE = 1L << 20;

    public ImportRules {
        EntryKey.checkSwarm(swarm);
        if (namespace != null) {
            EntryKey.checkNamespace(namespace);
        }
        if (maxErrors < 0) {
            throw MemoryException.invalid("maxErrors", maxErrors, "0 or more");
        }
    }

    public static ImportRules of(String swarm, ConflictPolicy conflict, int maxValueBytes) {
        return new ImportRules(swarm, null, conflict, false, DEFAULT_MAX_ERRORS, maxValueBytes);
    }

    public ImportRules into(@Nullable String newNamespace) {
        return new ImportRules(swarm, newNamespace, conflict, dryRun, maxErrors, maxValueBytes);
    }

    public ImportRules dry(boolean newDryRun) {
        return new ImportRules(swarm, namespace, conflict, newDryRun, maxErrors, maxValueBytes);
    }

    public ImportRules listing(int newMaxErrors) {
        return new ImportRules(swarm, namespace, conflict, dryRun, newMaxErrors, maxValueBytes);
    }

    int maxLineBytes() {
        return maxLineBytes(maxValueBytes);
    }

    /** The longest line that an entry with such a value can have. */
    static int maxLineBytes(int maxValueBytes) {
        return (int) Math.min(Integer.MAX_VALUE - 64, maxValueBytes * GROWTH + AROUND_VALUE);
    }
}
