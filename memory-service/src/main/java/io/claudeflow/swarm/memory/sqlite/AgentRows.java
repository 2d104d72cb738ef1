package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.agent.Agent;
import io.claudeflow.swarm.memory.agent.AgentQuota;
import io.claudeflow.swarm.memory.agent.AgentSpec;
import io.claudeflow.swarm.memory.revision.Revision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Agents as rows of agents and back, and how much of their quota they use. */
final class AgentRows {
    static final String SELECT =
            "SELECT id, type, name, capabilities, state, metadata, created_at, last_active, version, epoch, revision"
                    + " FROM agents WHERE swarm = ?";
    static final TableRows<Agent> ROWS = new TableRows<>("agents", SELECT, AgentRows::agent, 1);

    private static final String FIND = SELECT + " AND id = ?";
    private static final String IS_THERE = "SELECT 1 FROM agents WHERE swarm = ? AND id = ?";
    private static final String USAGE = "SELECT bytes FROM agent_usage WHERE swarm = ? AND kind = ? AND id = ?";

    private AgentRows() {}

    static @Nullable Agent find(Statements statements, String swarm, String id) throws SQLException {
        try (var row = statements.bind(FIND, swarm, id).executeQuery()) {
            return row.next() ? ROWS.read(row) : null;
        }
    }

    /** The agent, or a failure when there is none. */
    static Agent existing(Statements statements, String swarm, String id) throws SQLException {
        var agent = find(statements, swarm, id);
        if (agent == null) {
            throw Agent.unknown(id);
        }
        return agent;
    }

    /** Throws unless there is such an agent, damaged or not. */
    static void check(Statements statements, String swarm, String id) throws SQLException {
        if (!isThere(statements, swarm, id)) {
            throw Agent.unknown(id);
        }
    }

    static boolean isThere(Statements statements, String swarm, String id) throws SQLException {
        try (var row = statements.bind(IS_THERE, swarm, id).executeQuery()) {
            return row.next();
        }
    }

    private static Agent agent(ResultSet row) throws SQLException {
        var capabilities = row.getString(4);
        return new Agent(
                new AgentSpec(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        capabilities == null ? List.of() : StringListColumn.parse("capabilities", capabilities),
                        Objects.requireNonNullElse(row.getString(5), AgentSpec.ACTIVE),
                        JsonColumns.wellFormed("metadata", row.getString(6))),
                SqliteTime.parse(row.getString(7)),
                SqliteTime.parse(row.getString(8)),
                row.getLong(9),
                new Revision(row.getLong(10), row.getLong(11)));
    }

    /** What counts against the quota of an agent. */
    static long agentBytes(Statements statements, String swarm, String agent) throws SQLException {
        return bytes(statements, swarm, "agent", agent);
    }

    /** What counts against the quota of a session. */
    static long sessionBytes(Statements statements, String swarm, String session) throws SQLException {
        return bytes(statements, swarm, "session", session);
    }

    private static long bytes(Statements statements, String swarm, String kind, String id) throws SQLException {
        try (var row = statements.bind(USAGE, swarm, kind, id).executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** The use of an agent's quota after a change of it; refused when it is beyond. */
    static AgentQuota.Usage checkAgent(Statements statements, AgentQuota quota, String swarm, String agent, long change)
            throws SQLException {
        var usage = quota.ofAgent(agentBytes(statements, swarm, agent) + change);
        AgentQuota.check("agent " + agent, usage);
        return usage;
    }

    /** As {@link #checkAgent}, of a session. */
    static AgentQuota.Usage checkSession(
            Statements statements, AgentQuota quota, String swarm, String session, long change) throws SQLException {
        var usage = quota.ofSession(sessionBytes(statements, swarm, session) + change);
        AgentQuota.check("session " + session, usage);
        return usage;
    }
}
