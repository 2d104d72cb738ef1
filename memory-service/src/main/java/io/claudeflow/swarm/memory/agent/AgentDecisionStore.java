package io.claudeflow.swarm.memory.agent;

import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the agents of all swarms of one store decided, the whole history. Thread-safe; each method is one transaction.
 * The agent has to exist, otherwise {@code NOT_FOUND}; a decision beyond the quota of the agent is a
 * {@code QUOTA_EXCEEDED}.
 */
public interface AgentDecisionStore {
    /**
     * Adds a decision.
     *
     * @param decision JSON as text
     * @param context JSON as text, or null
     */
    AgentDecision record(String swarm, String agent, String type, String decision, @Nullable String context);

    /** The newest first; {@code type} null selects all. */
    Page<AgentDecision> list(String swarm, String agent, @Nullable String type, PageRequest page);

    /** Removes the decisions of an agent made at or before a moment; returns how many. */
    int forget(String swarm, String agent, Instant until);
}
