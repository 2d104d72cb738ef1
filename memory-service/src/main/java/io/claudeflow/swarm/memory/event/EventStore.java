package io.claudeflow.swarm.memory.event;

import io.claudeflow.swarm.memory.page.Page;
import java.time.Instant;

/** The logs of all swarms of one store; events are only added, and pruned by age or number. Thread-safe. */
public interface EventStore {
    Event append(String swarm, NewEvent event);

    /** Events in the order of their ids; those that come while somebody pages are found on later pages. */
    Page<Event> query(String swarm, EventQuery query);

    /**
     * Removes the oldest events of a swarm: those before a moment and those beyond the newest {@code keep}, at most
     * {@code limit} of them; returns how many.
     */
    int prune(String swarm, Instant before, long keep, int limit);
}
