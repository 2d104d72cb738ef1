package io.claudeflow.swarm.memory.message;

import io.claudeflow.swarm.memory.document.JsonText;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A message to be sent.
 *
 * @param to one agent, or null for everybody but the sender
 * @param type 1 to 128 bytes; seed 003's are {@code lock_acquired, lock_released, memory_updated, knowledge_shared,
 *     sync_complete}
 * @param payload JSON as text
 * @param lifetime 1 second to 30 days
 */
public record NewMessage(
        String from, @Nullable String to, String type, String payload, boolean requiresResponse, Duration lifetime) {
    public static final int MAX_AGENT_BYTES = 255;
    public static final int MAX_TYPE_BYTES = 128;

    /** The lifetime of a message that names none: communications last a day. */
    public static final Duration ONE_DAY = Duration.ofDays(1);

    public static final Duration LONGEST = Duration.ofDays(30);

    public NewMessage {
        Names.check("from", from, MAX_AGENT_BYTES);
        if (to != null) {
            Names.check("to", to, MAX_AGENT_BYTES);
        }
        Names.check("type", type, MAX_TYPE_BYTES);
        JsonText.check("payload", payload);
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw MemoryException.invalid("ttlSeconds", lifetime.toSeconds(), "1 to " + LONGEST.toSeconds());
        }
    }

    public static NewMessage direct(String from, String to, String type, String payload) {
        return new NewMessage(from, to, type, payload, false, ONE_DAY);
    }

    public static NewMessage broadcast(String from, String type, String payload) {
        return new NewMessage(from, null, type, payload, false, ONE_DAY);
    }
}
