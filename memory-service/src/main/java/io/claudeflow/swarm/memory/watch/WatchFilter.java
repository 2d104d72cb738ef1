package io.claudeflow.swarm.memory.watch;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which changes are wanted; all conditions must hold.
 *
 * @param swarm whose
 * @param namespace only of this one; rows of other tables than entries have none
 * @param pattern only of keys that match; a cleared namespace matches every pattern
 * @param tables only of these, by SQL name; empty for all; at most 64
 */
public record WatchFilter(
        String swarm, @Nullable String namespace, @Nullable Glob pattern, Set<String> tables) {
    public static final int MAX_TABLES = 64;

    public WatchFilter {
        EntryKey.checkSwarm(swarm);
        if (namespace != null) {
            EntryKey.checkNamespace(namespace);
        }
        tables = Set.copyOf(tables);
        if (tables.size() > MAX_TABLES) {
            throw MemoryException.limit("tables", tables.size(), "at most " + MAX_TABLES);
        }
    }

    /** Everything of a swarm. */
    public static WatchFilter all(String swarm) {
        return new WatchFilter(swarm, null, null, Set.of());
    }

    public boolean matches(LoggedChange change) {
        return change.swarm().equals(swarm)
                && (tables.isEmpty() || tables.contains(change.table()))
                && (namespace == null || namespace.equals(change.namespace()))
                && (pattern == null
                        || change.operation() == LoggedChange.Operation.CLEAR
                        || pattern.matches(change.key()));
    }
}
