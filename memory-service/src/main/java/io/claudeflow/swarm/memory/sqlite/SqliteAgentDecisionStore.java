package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.agent.AgentDecision;
import io.claudeflow.swarm.memory.agent.AgentDecisionStore;
import io.claudeflow.swarm.memory.agent.AgentQuota;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** What agents decided, as rows of agent_decisions; the changelog names the agent as the namespace. */
public final class SqliteAgentDecisionStore implements AgentDecisionStore {
    private static final String TABLE = "agent_decisions";
    private static final String INSERT =
            "INSERT INTO agent_decisions (id, swarm, agent_id, decision_type, decision, context, created_at, epoch,"
                    + " revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String NEWEST = "SELECT coalesce(max(id), 0) FROM agent_decisions";
    private static final String SELECT =
            "SELECT id, decision_type, decision, context, created_at, epoch, revision, agent_id"
                    + " FROM agent_decisions WHERE swarm = ?";
    private static final String UNTIL =
            "SELECT id FROM agent_decisions WHERE swarm = ? AND agent_id = ? AND created_at <= ?";
    private static final String DELETE = "DELETE FROM agent_decisions WHERE id = ?";

    static final TableRows<AgentDecision> ROWS =
            new TableRows<>(TABLE, SELECT, SqliteAgentDecisionStore::decision, 8, 1);

    private final Database database;
    private final AgentQuota quota;

    public SqliteAgentDecisionStore(Database database, AgentQuota quota) {
        this.database = database;
        this.quota = quota;
    }

    @Override
    public AgentDecision record(String swarm, String agent, String type, String decision, @Nullable String context) {
        EntryKey.checkSwarm(swarm);
        return database.write(decision.length(), tx -> {
            Statements statements = tx::prepare;
            AgentRows.check(statements, swarm, agent);
            var made =
                    new AgentDecision(newest(statements) + 1, agent, type, decision, context, tx.now(), tx.revision());
            AgentRows.checkAgent(statements, quota, swarm, agent, made.bytes());
            statements
                    .bind(
                            INSERT,
                            made.id(),
                            swarm,
                            agent,
                            type,
                            decision,
                            context,
                            tx.nowText(),
                            made.revision().epoch(),
                            made.revision().number())
                    .executeUpdate();
            tx.logChange(swarm, TABLE, agent, Long.toString(made.id()), Change.PUT);
            return made;
        });
    }

    private static long newest(Statements statements) throws SQLException {
        try (var row = statements.bind(NEWEST).executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public Page<AgentDecision> list(String swarm, String agent, @Nullable String type, PageRequest page) {
        EntryKey.checkSwarm(swarm);
        var listing = "decisions " + swarm + ' ' + agent + ' ' + type;
        var after = RowPage.after(listing, page, 1);
        var sql = new Sql().add(SELECT + " AND agent_id = ?", swarm, agent);
        if (type != null) {
            sql.add(" AND decision_type = ?", type);
        }
        if (after != null) {
            sql.add(" AND id < ?", id(after.getFirst()));
        }
        sql.add(" ORDER BY id DESC");
        return database.read(session -> {
            AgentRows.check(session::prepare, swarm, agent);
            var rows = new RowPage<AgentDecision>(listing, page);
            boolean more = true;
            try (var row = sql.prepare(session).executeQuery()) {
                while (more && row.next()) {
                    var decision = ROWS.listed(row);
                    more = decision == null || rows.add(decision, decision.decision(), decision.context());
                }
            }
            return rows.done(decision -> new String[] {Long.toString(decision.id())});
        });
    }

    private static AgentDecision decision(ResultSet row) throws SQLException {
        return new AgentDecision(
                row.getLong(1),
                row.getString(8),
                row.getString(2),
                JsonColumns.required("decision", row.getString(3)),
                JsonColumns.wellFormed("context", row.getString(4)),
                SqliteTime.parse(row.getString(5)),
                new Revision(row.getLong(6), row.getLong(7)));
    }

    private static long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw MemoryException.invalid("cursor", text, "the nextCursor of the page before, with the same query");
        }
    }

    @Override
    public int forget(String swarm, String agent, Instant until) {
        EntryKey.checkSwarm(swarm);
        var by = SqliteTime.format(SqliteTime.checked("until", until));
        return database.write(tx -> {
            Statements statements = tx::prepare;
            AgentRows.check(statements, swarm, agent);
            var ids = new ArrayList<Long>();
            try (var row = statements.bind(UNTIL, swarm, agent, by).executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
            for (var id : ids) {
                statements.bind(DELETE, id).executeUpdate();
                tx.logChange(swarm, TABLE, agent, Long.toString(id), Change.DELETE);
            }
            return ids.size();
        });
    }
}
