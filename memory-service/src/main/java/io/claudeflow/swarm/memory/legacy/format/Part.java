package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import java.util.function.Consumer;

/**
 * What is read as one: a table, a JSON file or a file store.
 *
 * @param table the name of the table; for others the name of the format
 */
public record Part(LegacyFormat format, String table, Body body) {
    /** Hands every row to the consumer; a failure of the whole part, such as a damaged page, is thrown. */
    @FunctionalInterface
    public interface Body {
        void read(Consumer<RowOutcome> out);
    }
}
