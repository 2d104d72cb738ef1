package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.legacy.record.Origin;
import org.jspecify.annotations.Nullable;

/** Follows an import row by row, as a verbose command line does. Called by the importing thread. */
@FunctionalInterface
public interface ImportObserver {
    ImportObserver SILENT = (_, _, _, _) -> {};

    /**
     * A row is done.
     *
     * @param name the key or id
     * @param result in lower case, as in the report
     * @param reason why, or null
     */
    void row(Origin origin, String name, String result, @Nullable String reason);
}
