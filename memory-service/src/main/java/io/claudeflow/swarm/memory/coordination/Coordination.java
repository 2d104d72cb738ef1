package io.claudeflow.swarm.memory.coordination;

import io.claudeflow.swarm.memory.agent.AgentDecisionStore;
import io.claudeflow.swarm.memory.agent.AgentMemoryStore;
import io.claudeflow.swarm.memory.agent.AgentStore;
import io.claudeflow.swarm.memory.session.SessionStore;
import io.claudeflow.swarm.memory.sharedstate.SharedStateStore;
import io.claudeflow.swarm.memory.task.TaskStore;

/** The stores of what agents coordinate by, over the same rows. Thread-safe. */
public interface Coordination {
    SessionStore sessions();

    AgentStore agents();

    AgentMemoryStore agentMemory();

    AgentDecisionStore agentDecisions();

    TaskStore tasks();

    SharedStateStore sharedState();
}
