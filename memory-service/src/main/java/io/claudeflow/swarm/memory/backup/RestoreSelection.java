package io.claudeflow.swarm.memory.backup;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of a backup is restored, and whose it is then. The filters are about entries and are combined; agents, tasks and
 * everything else come along whole.
 *
 * @param swarm the name that the backup's own swarm has from then on; null leaves it
 * @param namespaces only entries of these; empty for all
 * @param tags only entries with one of these; empty for all
 * @param maxAge only entries that were written within this time; null for all
 */
public record RestoreSelection(
        @Nullable String swarm,
        SortedSet<String> namespaces,
        SortedSet<String> tags,
        @Nullable Duration maxAge) {
    /** Everything, as it is. */
    public static final RestoreSelection ALL = new RestoreSelection(null, new TreeSet<>(), new TreeSet<>(), null);

    public RestoreSelection {
        if (swarm != null) {
            EntryKey.checkSwarm(swarm);
        }
        if (maxAge != null && (maxAge.isNegative() || maxAge.isZero())) {
            throw MemoryException.invalid("maxAge", maxAge, "more than zero");
        }
        namespaces = new TreeSet<>(namespaces);
        tags = new TreeSet<>(tags);
    }

    /** Whether entries are left out. */
    public boolean filters() {
        return !namespaces.isEmpty() || !tags.isEmpty() || maxAge != null;
    }

    /** Whether the content of the backup is changed at all. */
    public boolean changes() {
        return swarm != null || filters();
    }

    /** The same text for the same selection. */
    public String text() {
        return changes()
                ? "swarm=" + swarm + " namespaces=" + namespaces + " tags=" + tags + " maxAge=" + maxAge
                : "all";
    }
}
