package io.claudeflow.swarm.memory.message;

import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import java.util.Collection;

/**
 * The messages of all swarms of one store. Thread-safe; each method is one transaction. Delivery is at least once: a
 * message stays in an inbox until its agent acknowledges it or it expires; one agent's acknowledgement of a broadcast
 * leaves it in the inboxes of the others. An expired message is absent from every method.
 */
public interface MessageStore {
    /** The most messages acknowledged at once. */
    int MAX_ACKNOWLEDGED = 1_000;

    Message send(String swarm, NewMessage message);

    /** What an agent has not acknowledged, the oldest first. */
    Page<Message> inbox(String swarm, String agent, PageRequest page);

    /**
     * Takes messages out of an agent's inbox; returns how many were in it. Ids that are not, no longer or never were
     * there are no error, so a repetition is harmless.
     */
    int acknowledge(String swarm, String agent, Collection<Long> ids);

    /** Removes expired messages of all swarms, at most {@code limit}; returns how many. */
    int collectExpired(int limit);
}
