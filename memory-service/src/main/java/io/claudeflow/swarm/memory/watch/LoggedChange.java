package io.claudeflow.swarm.memory.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the changelog.
 *
 * @param position where it stands; what a watch goes on from
 * @param table the SQL name of the table
 * @param namespace of an entry; empty in other tables
 * @param key of an entry, or the row's id; empty when a whole namespace was cleared
 * @param detail a JSON object with what the key does not tell, or null
 */
public record LoggedChange(
        Position position,
        String swarm,
        String table,
        String namespace,
        String key,
        Operation operation,
        Instant changedAt,
        @Nullable String detail) {
    /** What happened to the row. */
    public enum Operation {
        PUT,
        DELETE,
        EXPIRE,
        /** Every entry of the namespace is gone; the key is empty. */
        CLEAR
    }

    /** What it takes in memory, an estimate. */
    int footprint() {
        return 160 + key.length() + namespace.length() + (detail == null ? 0 : detail.length());
    }
}
