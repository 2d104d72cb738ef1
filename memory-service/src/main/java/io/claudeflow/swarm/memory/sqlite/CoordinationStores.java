package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.agent.AgentDecisionStore;
import io.claudeflow.swarm.memory.agent.AgentMemoryStore;
import io.claudeflow.swarm.memory.agent.AgentQuota;
import io.claudeflow.swarm.memory.agent.AgentStore;
import io.claudeflow.swarm.memory.coordination.Coordination;
import io.claudeflow.swarm.memory.document.DocumentReader;
import io.claudeflow.swarm.memory.session.SessionStore;
import io.claudeflow.swarm.memory.sharedstate.SharedStateStore;
import io.claudeflow.swarm.memory.task.TaskStore;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;

/** Sessions, agents, their memory and decisions, tasks and shared state on SQLite. */
public final class CoordinationStores implements Coordination {
    private static final int ROWS_PER_WRITE = 100;

    private final SqliteSessionStore sessions;
    private final SqliteAgentStore agents;
    private final SqliteAgentMemoryStore agentMemory;
    private final SqliteAgentDecisionStore agentDecisions;
    private final SqliteTaskStore tasks;
    private final SqliteSharedStateStore sharedState;

    public CoordinationStores(Database database, AgentQuota quota, DocumentReader reader) {
        sessions = new SqliteSessionStore(database, reader);
        agents = new SqliteAgentStore(database);
        agentMemory = new SqliteAgentMemoryStore(database, quota);
        agentDecisions = new SqliteAgentDecisionStore(database, quota);
        tasks = new SqliteTaskStore(database);
        sharedState = new SqliteSharedStateStore(database);
    }

    @Override
    public SessionStore sessions() {
        return sessions;
    }

    @Override
    public AgentStore agents() {
        return agents;
    }

    @Override
    public AgentMemoryStore agentMemory() {
        return agentMemory;
    }

    @Override
    public AgentDecisionStore agentDecisions() {
        return agentDecisions;
    }

    @Override
    public TaskStore tasks() {
        return tasks;
    }

    @Override
    public SharedStateStore sharedState() {
        return sharedState;
    }

    /**
     * Removes expired sessions and writes down which leases have run out, in small batches between which other writes
     * fit. Of what a caller sees only the versions of the tasks depend on it. Writes nothing when there is nothing.
     *
     * @return how many rows that were
     */
    public long sweep() {
        return sweep(sessions::hasExpired, sessions::collectExpired) + sweep(tasks::hasExpired, tasks::collectExpired);
    }

    private static long sweep(BooleanSupplier work, IntUnaryOperator collect) {
        long rows = 0;
        int batch = work.getAsBoolean() ? ROWS_PER_WRITE : 0;
        while (batch == ROWS_PER_WRITE) {
            batch = collect.applyAsInt(ROWS_PER_WRITE);
            rows += batch;
        }
        return rows;
    }
}
