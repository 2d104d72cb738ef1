package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.Glob;
import org.jspecify.annotations.Nullable;

/** Narrows a listing by key to a pattern: its literal beginning is a range of the index, the rest is left to Java. */
final class KeyRange {
    private KeyRange() {}

    /** Appends conditions on the column {@code key}. */
    static Sql narrow(Sql sql, @Nullable Glob keys, @Nullable String after) {
        if (keys != null && keys.isExact()) {
            sql.add(" AND key = ?", keys.pattern());
        } else if (keys != null && !keys.literalPrefix().isEmpty()) {
            sql.add(" AND key >= ?", keys.literalPrefix());
            var end = EntrySelection.endOfPrefix(keys.literalPrefix());
            if (end != null) {
                sql.add(" AND key < ?", end);
            }
        }
        return after == null ? sql : sql.add(" AND key > ?", after);
    }

    static boolean matches(@Nullable Glob keys, String key) {
        return keys == null || keys.matches(key);
    }
}
