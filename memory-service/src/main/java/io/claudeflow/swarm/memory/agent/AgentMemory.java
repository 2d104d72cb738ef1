package io.claudeflow.swarm.memory.agent;

import io.claudeflow.swarm.memory.document.JsonText;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something an agent remembers for itself.
 *
 * @param key 1 to 1,024 bytes, unique for the agent
 * @param value JSON as text
 * @param session the session it belongs to, or null; replaced with the value
 * @param version 1 when created, one more for each replacement
 */
public record AgentMemory(
        String agent,
        String key,
        String value,
        @Nullable String session,
        Instant createdAt,
        Instant updatedAt,
        long version,
        Revision revision) {
    public static final int MAX_KEY_BYTES = 1024;

    public AgentMemory {
        Names.check("agent", agent, AgentSpec.MAX_ID_BYTES);
        Names.check("key", key, MAX_KEY_BYTES);
        JsonText.check("value", value);
        if (session != null) {
            Names.check("session", session, AgentSpec.MAX_ID_BYTES);
        }
    }

    /** What counts against the quotas: key and value in UTF-8, before compression. */
    public long bytes() {
        return (long) JsonText.bytes(key) + JsonText.bytes(value);
    }
}
