package io.claudeflow.swarm.memory.message;

import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message between agents.
 *
 * @param id grows from message to message of the store
 * @param to the recipient, or null for everybody but the sender
 * @param payload JSON as text
 * @param expiresAt the moment from which it is absent
 */
public record Message(
        long id,
        String from,
        @Nullable String to,
        String type,
        String payload,
        boolean requiresResponse,
        Instant sentAt,
        Instant expiresAt,
        Revision revision) {
    public boolean liveAt(Instant now) {
        return expiresAt.isAfter(now);
    }

    /** Whether it belongs into the inbox of an agent. */
    public boolean isFor(String agent) {
        return to == null ? !from.equals(agent) : to.equals(agent);
    }
}
