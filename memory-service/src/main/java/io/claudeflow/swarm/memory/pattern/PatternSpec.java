package io.claudeflow.swarm.memory.pattern;

import io.claudeflow.swarm.memory.document.JsonText;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.failure.MemoryException;

/**
 * What its author says of a pattern.
 *
 * @param id unique in the swarm, 1 to 255 bytes
 * @param type such as {@code communication}, 1 to 64 bytes
 * @param data JSON as text
 * @param confidence 0 to 1
 */
public record PatternSpec(String id, String type, String data, double confidence, Tags tags) {
    public static final int MAX_ID_BYTES = 255;
    public static final int MAX_TYPE_BYTES = 64;

    public PatternSpec {
        Names.check("id", id, MAX_ID_BYTES);
        Names.check("type", type, MAX_TYPE_BYTES);
        JsonText.check("data", data);
        if (!(confidence >= 0 && confidence <= 1)) {
            throw MemoryException.invalid("confidence", confidence, "0 to 1");
        }
    }

    public static PatternSpec of(String id, String type, String data, double confidence) {
        return new PatternSpec(id, type, data, confidence, Tags.NONE);
    }

    public PatternSpec tagged(String... names) {
        return new PatternSpec(id, type, data, confidence, Tags.of(names));
    }
}
