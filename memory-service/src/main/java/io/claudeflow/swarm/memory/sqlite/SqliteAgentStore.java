package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.agent.Agent;
import io.claudeflow.swarm.memory.agent.AgentQuery;
import io.claudeflow.swarm.memory.agent.AgentSpec;
import io.claudeflow.swarm.memory.agent.AgentStore;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Agents as rows of agents. */
public final class SqliteAgentStore implements AgentStore {
    private static final String TABLE = "agents";
    private static final String SAVE =
            "INSERT INTO agents (swarm, id, type, name, capabilities, state, metadata, swarm_id, created_at,"
                    + " last_active, version, epoch, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (swarm, id) DO UPDATE SET type = excluded.type, name = excluded.name,"
                    + " capabilities = excluded.capabilities, state = excluded.state, metadata = excluded.metadata,"
                    + " last_active = excluded.last_active, version = excluded.version, epoch = excluded.epoch,"
                    + " revision = excluded.revision";
    private static final String DELETE = "DELETE FROM agents WHERE swarm = ? AND id = ?";
    private static final String CAPABLE = " AND EXISTS (SELECT 1 FROM"
            + " json_each(CASE WHEN json_valid(capabilities) THEN capabilities END) WHERE value = ?)";
    private static final String STALE = AgentRows.SELECT + " AND last_active <= ? ORDER BY last_active, id LIMIT ?";

    private final Database database;

    public SqliteAgentStore(Database database) {
        this.database = database;
    }

    @Override
    public Agent register(String swarm, AgentSpec spec) {
        EntryKey.checkSwarm(swarm);
        return database.write(tx -> {
            var before = AgentRows.find(tx::prepare, swarm, spec.id());
            return save(
                    tx,
                    swarm,
                    before == null
                            ? Agent.registered(spec, tx.now(), tx.revision())
                            : before.changed(spec, tx.now(), tx.revision()));
        });
    }

    @Override
    public Optional<Agent> get(String swarm, String id) {
        EntryKey.checkSwarm(swarm);
        return Optional.ofNullable(
                database.<@Nullable Agent>read(session -> AgentRows.find(session::prepare, swarm, id)));
    }

    @Override
    public Page<Agent> list(String swarm, AgentQuery query) {
        EntryKey.checkSwarm(swarm);
        var listing = swarm + ' ' + query.listing();
        var after = RowPage.after(listing, query.page(), 1);
        var sql = new Sql().add(AgentRows.SELECT, swarm);
        add(sql, " AND type = ?", query.type());
        add(sql, " AND state = ?", query.state());
        add(sql, CAPABLE, query.capability());
        add(sql, " AND id > ?", after == null ? null : after.getFirst());
        sql.add(" ORDER BY id");
        return database.read(session -> {
            var rows = new RowPage<Agent>(listing, query.page());
            boolean more = true;
            try (var row = sql.prepare(session).executeQuery()) {
                while (more && row.next()) {
                    var agent = AgentRows.ROWS.listed(row);
                    more = agent == null || rows.add(agent, agent.spec().metadata());
                }
            }
            return rows.done(agent -> new String[] {agent.id()});
        });
    }

    private static void add(Sql sql, String condition, @Nullable String value) {
        if (value != null) {
            sql.add(condition, value);
        }
    }

    @Override
    public Agent updateState(String swarm, String id, String state) {
        EntryKey.checkSwarm(swarm);
        AgentSpec.checkState(state);
        return database.write(tx -> {
            var agent = AgentRows.existing(tx::prepare, swarm, id);
            return save(tx, swarm, agent.changed(agent.spec().inState(state), tx.now(), tx.revision()));
        });
    }

    @Override
    public Agent heartbeat(String swarm, String id) {
        EntryKey.checkSwarm(swarm);
        return database.write(
                tx -> save(tx, swarm, AgentRows.existing(tx::prepare, swarm, id).seen(tx.now(), tx.revision())));
    }

    @Override
    public boolean unregister(String swarm, String id) {
        EntryKey.checkSwarm(swarm);
        return database.write(tx -> {
            if (!AgentRows.isThere(tx::prepare, swarm, id)) {
                return false;
            }
            Statements statements = tx::prepare;
            for (var table : List.of("agent_memory", "agent_decisions")) {
                int rows = statements
                        .bind("DELETE FROM " + table + " WHERE swarm = ? AND agent_id = ?", swarm, id)
                        .executeUpdate();
                if (rows > 0) {
                    tx.logChange(swarm, table, id, "", Change.CLEAR);
                }
            }
            statements.bind(DELETE, swarm, id).executeUpdate();
            tx.logChange(swarm, TABLE, "", id, Change.DELETE);
            return true;
        });
    }

    @Override
    public List<Agent> stale(String swarm, Duration silence, int limit) {
        EntryKey.checkSwarm(swarm);
        var page = PageRequest.first(limit);
        var until = SqliteTime.format(database.clock().instant().minus(Agent.checkSilence(silence)));
        return database.read(session -> {
            var agents = new ArrayList<Agent>();
            Statements statements = session::prepare;
            try (var row = statements.bind(STALE, swarm, until, page.limit()).executeQuery()) {
                while (row.next()) {
                    var agent = AgentRows.ROWS.listed(row);
                    if (agent != null) {
                        agents.add(agent);
                    }
                }
            }
            return agents;
        });
    }

    private static Agent save(WriteTransaction tx, String swarm, Agent agent) throws SQLException {
        var spec = agent.spec();
        Statements statements = tx::prepare;
        statements
                .bind(
                        SAVE,
                        swarm,
                        spec.id(),
                        spec.type(),
                        spec.name(),
                        StringListColumn.format(spec.capabilities()),
                        spec.state(),
                        spec.metadata(),
                        swarm,
                        SqliteTime.format(agent.createdAt()),
                        SqliteTime.format(agent.lastActive()),
                        agent.version(),
                        agent.revision().epoch(),
                        agent.revision().number())
                .executeUpdate();
        tx.logChange(swarm, TABLE, "", spec.id(), Change.PUT);
        return agent;
    }
}
