package io.claudeflow.swarm.memory.agent;

import io.claudeflow.swarm.memory.page.Page;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The agents of all swarms of one store. Thread-safe; each method is one transaction. An agent that does not exist
 * fails with {@code NOT_FOUND}.
 */
public interface AgentStore {
    /** Registers an agent, or replaces what it says of itself. */
    Agent register(String swarm, AgentSpec spec);

    Optional<Agent> get(String swarm, String id);

    Page<Agent> list(String swarm, AgentQuery query);

    Agent updateState(String swarm, String id, String state);

    /** Notes a sign of life. */
    Agent heartbeat(String swarm, String id);

    /** Removes an agent and everything it remembers and decided, in one transaction; false when there is none. */
    boolean unregister(String swarm, String id);

    /**
     * Agents that have been silent for at least this long, the longest silent first.
     *
     * @param silence 0 to ten years
     * @param limit 1 to 1,000
     */
    List<Agent> stale(String swarm, Duration silence, int limit);
}
