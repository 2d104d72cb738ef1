package io.claudeflow.swarm.memory.event;

import io.claudeflow.swarm.memory.document.JsonText;
import io.claudeflow.swarm.memory.entry.Names;
import org.jspecify.annotations.Nullable;

/**
 * Something to be logged.
 *
 * @param type 1 to 128 bytes
 * @param source who says so, 1 to 255 bytes; {@link #UNNAMED} in seed 002's form without one
 * @param data JSON as text, or null
 */
public record NewEvent(String type, String source, @Nullable String data) {
    public static final int MAX_TYPE_BYTES = 128;
    public static final int MAX_SOURCE_BYTES = 255;

    /** The source of events whose author did not say. */
    public static final String UNNAMED = "unknown";

    public NewEvent {
        Names.check("type", type, MAX_TYPE_BYTES);
        Names.check("source", source, MAX_SOURCE_BYTES);
        JsonText.checkOptional("data", data);
    }

    /** Seed 002's second form. */
    public static NewEvent of(String type, @Nullable String data) {
        return new NewEvent(type, UNNAMED, data);
    }
}
