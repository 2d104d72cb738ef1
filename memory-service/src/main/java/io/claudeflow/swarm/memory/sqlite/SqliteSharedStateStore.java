package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.sharedstate.Expectation;
import io.claudeflow.swarm.memory.sharedstate.SharedState;
import io.claudeflow.swarm.memory.sharedstate.SharedStateStore;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shared state as rows of shared_state. */
public final class SqliteSharedStateStore implements SharedStateStore {
    private static final String TABLE = "shared_state";
    private static final String SELECT =
            "SELECT key, value, updated_by, version, updated_at, created_at, epoch, revision FROM shared_state"
                    + " WHERE swarm = ?";
    private static final String FIND = SELECT + " AND key = ?";
    private static final String SAVE =
            "INSERT INTO shared_state (swarm, key, value, updated_by, version, updated_at, created_at, epoch, revision)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (swarm, key) DO UPDATE SET"
                    + " value = excluded.value, updated_by = excluded.updated_by, version = excluded.version,"
                    + " updated_at = excluded.updated_at, epoch = excluded.epoch, revision = excluded.revision";
    private static final String DELETE = "DELETE FROM shared_state WHERE swarm = ? AND key = ?";

    static final TableRows<SharedState> ROWS = new TableRows<>(TABLE, SELECT, SqliteSharedStateStore::state, 1);

    private final Database database;

    public SqliteSharedStateStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<SharedState> get(String swarm, String key) {
        EntryKey.checkSwarm(swarm);
        Names.check("key", key, SharedState.MAX_KEY_BYTES);
        return Optional.ofNullable(database.<@Nullable SharedState>read(session -> find(session::prepare, swarm, key)));
    }

    @Override
    public SharedState put(String swarm, String key, String value, @Nullable String author, Expectation expected) {
        EntryKey.checkSwarm(swarm);
        return database.write(value.length(), tx -> {
            var before = find(tx::prepare, swarm, key);
            Expectation.check(expected, before);
            var after = new SharedState(
                    key,
                    value,
                    author,
                    before == null ? tx.now() : before.createdAt(),
                    tx.now(),
                    before == null ? 1 : before.version() + 1,
                    tx.revision());
            Statements statements = tx::prepare;
            statements
                    .bind(
                            SAVE,
                            swarm,
                            key,
                            value,
                            author,
                            after.version(),
                            tx.nowText(),
                            SqliteTime.format(after.createdAt()),
                            after.revision().epoch(),
                            after.revision().number())
                    .executeUpdate();
            tx.logChange(swarm, TABLE, "", key, Change.PUT);
            return after;
        });
    }

    @Override
    public boolean delete(String swarm, String key, Expectation expected) {
        EntryKey.checkSwarm(swarm);
        Names.check("key", key, SharedState.MAX_KEY_BYTES);
        return database.write(tx -> {
            if (!(expected instanceof Expectation.Anything)) {
                Expectation.check(expected, find(tx::prepare, swarm, key));
            }
            Statements statements = tx::prepare;
            boolean deleted = statements.bind(DELETE, swarm, key).executeUpdate() > 0;
            if (deleted) {
                tx.logChange(swarm, TABLE, "", key, Change.DELETE);
            }
            return deleted;
        });
    }

    @Override
    public Page<SharedState> list(String swarm, @Nullable Glob keys, PageRequest page) {
        EntryKey.checkSwarm(swarm);
        var listing = "shared state " + swarm + ' ' + keys;
        var after = RowPage.after(listing, page, 1);
        var sql = new Sql().add(SELECT, swarm);
        KeyRange.narrow(sql, keys, after == null ? null : after.getFirst()).add(" ORDER BY key");
        return database.read(session -> {
            var rows = new RowPage<SharedState>(listing, page);
            boolean more = true;
            try (var row = sql.prepare(session).executeQuery()) {
                while (more && row.next()) {
                    if (KeyRange.matches(keys, row.getString(1))) {
                        var state = ROWS.listed(row);
                        more = state == null || rows.add(state, state.value());
                    }
                }
            }
            return rows.done(state -> new String[] {state.key()});
        });
    }

    private static @Nullable SharedState find(Statements statements, String swarm, String key) throws SQLException {
        try (var row = statements.bind(FIND, swarm, key).executeQuery()) {
            return row.next() ? ROWS.read(row) : null;
        }
    }

    private static SharedState state(ResultSet row) throws SQLException {
        var updatedAt = SqliteTime.parse(row.getString(5));
        return new SharedState(
                row.getString(1),
                JsonColumns.required("value", row.getString(2)),
                row.getString(3),
                Objects.requireNonNullElse(SqliteTime.parseNullable(row.getString(6)), updatedAt),
                updatedAt,
                row.getLong(4),
                new Revision(row.getLong(7), row.getLong(8)));
    }
}
