package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.failure.MemoryException;
import org.jspecify.annotations.Nullable;

/** Tags as a JSON array of strings, null when there are none. */
final class TagColumn {
    private TagColumn() {}

    static @Nullable String format(Tags tags) {
        return tags.isEmpty() ? null : StringListColumn.format(tags.names());
    }

    /** Reads {@link #format}'s form; a row that holds anything else is damaged. */
    static Tags parse(@Nullable String json) {
        return json == null ? Tags.NONE : Tags.of(StringListColumn.parse("tags", json));
    }

    /** As {@link #parse}; null for what is damaged. */
    static @Nullable Tags parseOrNull(@Nullable String json) {
        try {
            return parse(json);
        } catch (MemoryException e) {
            return null;
        }
    }
}
