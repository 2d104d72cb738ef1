package io.claudeflow.swarm.memory.agent;

import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the agents of all swarms of one store remember. Thread-safe; each method is one transaction. The agent has to
 * exist, otherwise {@code NOT_FOUND}; a write beyond a quota is a {@code QUOTA_EXCEEDED} and changes nothing.
 */
public interface AgentMemoryStore {
    /**
     * What was stored and how full it is.
     *
     * @param session the use of its session, or null without one
     */
    record Stored(AgentMemory memory, AgentQuota.Usage agent, AgentQuota.@Nullable Usage session) {}

    /** Creates or replaces; the moment of creation stays. */
    Stored put(String swarm, String agent, String key, String value, @Nullable String session);

    Optional<AgentMemory> get(String swarm, String agent, String key);

    /** By key; {@code keys} null selects all. */
    Page<AgentMemory> list(String swarm, String agent, @Nullable Glob keys, PageRequest page);

    /** Removes; false when there is nothing. */
    boolean delete(String swarm, String agent, String key);

    /** Removes what a session left, over all agents; returns how many. */
    int deleteSession(String swarm, String session);

    AgentQuota.Usage usage(String swarm, String agent);

    AgentQuota.Usage sessionUsage(String swarm, String session);
}
