package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.agent.AgentMemory;
import io.claudeflow.swarm.memory.agent.AgentMemoryStore;
import io.claudeflow.swarm.memory.agent.AgentQuota;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What agents remember, as rows of agent_memory; the changelog names the agent as the namespace. */
public final class SqliteAgentMemoryStore implements AgentMemoryStore {
    private static final String TABLE = "agent_memory";
    /** What belongs to a session goes with it: it is absent from the moment on that the session is. */
    static final String LIVE = " NOT EXISTS (SELECT 1 FROM sessions s WHERE s.swarm = agent_memory.swarm"
            + " AND s.id = agent_memory.session_id AND s.expires_at <= ?)";

    private static final String SELECT =
            "SELECT key, value, session_id, created_at, updated_at, version, epoch, revision, agent_id"
                    + " FROM agent_memory WHERE swarm = ?";
    private static final String OF_AGENT = SELECT + " AND agent_id = ?";
    private static final String FIND = OF_AGENT + " AND key = ? AND" + LIVE;
    private static final String IS_THERE =
            "SELECT 1 FROM agent_memory WHERE swarm = ? AND agent_id = ? AND key = ? AND" + LIVE;
    private static final String SAVE =
            "INSERT INTO agent_memory (swarm, agent_id, key, value, session_id, created_at, updated_at, version, epoch,"
                    + " revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (swarm, agent_id, key) DO UPDATE"
                    + " SET value = excluded.value, session_id = excluded.session_id,"
                    + " updated_at = excluded.updated_at, version = excluded.version, epoch = excluded.epoch,"
                    + " revision = excluded.revision";
    private static final String DELETE = "DELETE FROM agent_memory WHERE swarm = ? AND agent_id = ? AND key = ?";
    private static final String OF_SESSION =
            "SELECT agent_id, key FROM agent_memory WHERE swarm = ? AND session_id = ?";

    static final TableRows<AgentMemory> ROWS = new TableRows<>(TABLE, SELECT, SqliteAgentMemoryStore::memory, 9, 1);

    private final Database database;
    private final AgentQuota quota;

    public SqliteAgentMemoryStore(Database database, AgentQuota quota) {
        this.database = database;
        this.quota = quota;
    }

    @Override
    public Stored put(String swarm, String agent, String key, String value, @Nullable String session) {
        EntryKey.checkSwarm(swarm);
        return database.write(value.length(), tx -> {
            Statements statements = tx::prepare;
            AgentRows.check(statements, swarm, agent);
            if (session != null) {
                SqliteSessionStore.removeIfExpired(tx, swarm, session);
            }
            var before = find(statements, swarm, agent, key, tx.nowText());
            if (before == null) {
                remove(tx, swarm, agent, key, Change.EXPIRE);
            }
            var after = new AgentMemory(
                    agent,
                    key,
                    value,
                    session,
                    before == null ? tx.now() : before.createdAt(),
                    tx.now(),
                    before == null ? 1 : before.version() + 1,
                    tx.revision());
            long bytesBefore = before == null ? 0 : before.bytes();
            var ofAgent = AgentRows.checkAgent(statements, quota, swarm, agent, after.bytes() - bytesBefore);
            AgentQuota.Usage ofSession = null;
            if (session != null) {
                long counted = before != null && session.equals(before.session()) ? bytesBefore : 0;
                ofSession = AgentRows.checkSession(statements, quota, swarm, session, after.bytes() - counted);
            }
            statements
                    .bind(
                            SAVE,
                            swarm,
                            agent,
                            key,
                            value,
                            session,
                            SqliteTime.format(after.createdAt()),
                            tx.nowText(),
                            after.version(),
                            after.revision().epoch(),
                            after.revision().number())
                    .executeUpdate();
            tx.logChange(swarm, TABLE, agent, key, Change.PUT);
            return new Stored(after, ofAgent, ofSession);
        });
    }

    @Override
    public Optional<AgentMemory> get(String swarm, String agent, String key) {
        EntryKey.checkSwarm(swarm);
        var now = SqliteTime.format(database.clock().instant());
        return Optional.ofNullable(database.<@Nullable AgentMemory>read(session -> {
            AgentRows.check(session::prepare, swarm, agent);
            return find(session::prepare, swarm, agent, key, now);
        }));
    }

    @Override
    public Page<AgentMemory> list(String swarm, String agent, @Nullable Glob keys, PageRequest page) {
        EntryKey.checkSwarm(swarm);
        var listing = "agent memory " + swarm + ' ' + agent + ' ' + keys;
        var after = RowPage.after(listing, page, 1);
        var now = SqliteTime.format(database.clock().instant());
        var sql = new Sql().add(OF_AGENT, swarm, agent).add(" AND" + LIVE, now);
        KeyRange.narrow(sql, keys, after == null ? null : after.getFirst()).add(" ORDER BY key");
        return database.read(session -> {
            AgentRows.check(session::prepare, swarm, agent);
            var rows = new RowPage<AgentMemory>(listing, page);
            boolean more = true;
            try (var row = sql.prepare(session).executeQuery()) {
                while (more && row.next()) {
                    if (KeyRange.matches(keys, row.getString(1))) {
                        var memory = ROWS.listed(row);
                        more = memory == null || rows.add(memory, memory.value());
                    }
                }
            }
            return rows.done(memory -> new String[] {memory.key()});
        });
    }

    @Override
    public boolean delete(String swarm, String agent, String key) {
        EntryKey.checkSwarm(swarm);
        return database.write(tx -> {
            AgentRows.check(tx::prepare, swarm, agent);
            return isThere(tx, swarm, agent, key) && remove(tx, swarm, agent, key, Change.DELETE);
        });
    }

    /** What is damaged can be deleted, too. */
    private static boolean isThere(WriteTransaction tx, String swarm, String agent, String key) throws SQLException {
        Statements statements = tx::prepare;
        try (var row =
                statements.bind(IS_THERE, swarm, agent, key, tx.nowText()).executeQuery()) {
            return row.next();
        }
    }

    @Override
    public int deleteSession(String swarm, String session) {
        EntryKey.checkSwarm(swarm);
        return database.write(tx -> deleteSession(tx, swarm, session, Change.DELETE));
    }

    /** Removes what agents remember for a session, within a write. */
    static int deleteSession(WriteTransaction tx, String swarm, String session, Change change) throws SQLException {
        record Place(String agent, String key) {}
        var places = new ArrayList<Place>();
        Statements statements = tx::prepare;
        try (var row = statements.bind(OF_SESSION, swarm, session).executeQuery()) {
            while (row.next()) {
                places.add(new Place(row.getString(1), row.getString(2)));
            }
        }
        for (var place : places) {
            remove(tx, swarm, place.agent(), place.key(), change);
        }
        return places.size();
    }

    private static boolean remove(WriteTransaction tx, String swarm, String agent, String key, Change change)
            throws SQLException {
        Statements statements = tx::prepare;
        boolean removed = statements.bind(DELETE, swarm, agent, key).executeUpdate() > 0;
        if (removed) {
            tx.logChange(swarm, TABLE, agent, key, change);
        }
        return removed;
    }

    @Override
    public AgentQuota.Usage usage(String swarm, String agent) {
        EntryKey.checkSwarm(swarm);
        return database.read(session -> {
            AgentRows.check(session::prepare, swarm, agent);
            return quota.ofAgent(AgentRows.agentBytes(session::prepare, swarm, agent));
        });
    }

    @Override
    public AgentQuota.Usage sessionUsage(String swarm, String session) {
        EntryKey.checkSwarm(swarm);
        return database.read(reader -> quota.ofSession(AgentRows.sessionBytes(reader::prepare, swarm, session)));
    }

    private static @Nullable AgentMemory find(Statements statements, String swarm, String agent, String key, String now)
            throws SQLException {
        try (var row = statements.bind(FIND, swarm, agent, key, now).executeQuery()) {
            return row.next() ? ROWS.read(row) : null;
        }
    }

    private static AgentMemory memory(ResultSet row) throws SQLException {
        var createdAt = SqliteTime.parse(row.getString(4));
        return new AgentMemory(
                row.getString(9),
                row.getString(1),
                JsonColumns.required("value", row.getString(2)),
                row.getString(3),
                createdAt,
                Objects.requireNonNullElse(SqliteTime.parseNullable(row.getString(5)), createdAt),
                row.getLong(6),
                new Revision(row.getLong(7), row.getLong(8)));
    }
}
