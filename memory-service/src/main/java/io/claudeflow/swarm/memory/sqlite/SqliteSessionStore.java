package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.document.DocumentReader;
import io.claudeflow.swarm.memory.document.MergePatch;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.session.Session;
import io.claudeflow.swarm.memory.session.SessionStore;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Sessions as rows of sessions; what agents remember for a session goes with its row. */
public final class SqliteSessionStore implements SessionStore {
    private static final String TABLE = "sessions";
    private static final String LIVE = "(expires_at IS NULL OR expires_at > ?)";
    private static final String SELECT =
            "SELECT id, data, created_at, updated_at, last_accessed, expires_at, ended_at, version, epoch, revision"
                    + " FROM sessions WHERE swarm = ?";
    private static final String FIND = SELECT + " AND id = ?";
    private static final String IS_THERE = "SELECT 1 FROM sessions WHERE swarm = ? AND id = ? AND " + LIVE;
    private static final String SAVE =
            "INSERT INTO sessions (swarm, id, data, created_at, updated_at, last_accessed, expires_at, ended_at,"
                    + " version, epoch, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (swarm, id) DO UPDATE SET data = excluded.data, updated_at = excluded.updated_at,"
                    + " last_accessed = excluded.last_accessed, ended_at = excluded.ended_at,"
                    + " version = excluded.version, epoch = excluded.epoch, revision = excluded.revision";
    private static final String DELETE = "DELETE FROM sessions WHERE swarm = ? AND id = ?";
    private static final String EXPIRED =
            "SELECT swarm, id FROM sessions INDEXED BY sessions_expiry WHERE expires_at <= ?";
    private static final String OLDEST_FIRST = " ORDER BY expires_at LIMIT ?";

    static final TableRows<Session> ROWS = new TableRows<>(TABLE, SELECT, SqliteSessionStore::session, 1);

    private final Database database;
    private final DocumentReader reader;

    public SqliteSessionStore(Database database, DocumentReader reader) {
        this.database = database;
        this.reader = reader;
    }

    @Override
    public Session create(String swarm, @Nullable String id, String data, @Nullable Duration lifetime) {
        EntryKey.checkSwarm(swarm);
        var chosen = id == null ? UUID.randomUUID().toString() : id;
        return database.write(data.length(), tx -> {
            var row = find(tx::prepare, swarm, chosen);
            if (row != null && !row.expiredAt(tx.now())) {
                throw Session.inUse(chosen);
            }
            removeIfExpired(tx, swarm, chosen);
            return save(tx, swarm, Session.created(chosen, data, lifetime, tx.now(), tx.revision()));
        });
    }

    @Override
    public Session resume(String swarm, String id) {
        return change(swarm, id, (session, tx) -> session.checkOpen().touched(tx.now(), tx.revision()));
    }

    @Override
    public Optional<Session> get(String swarm, String id) {
        EntryKey.checkSwarm(swarm);
        var now = database.clock().instant();
        return Optional.ofNullable(database.<@Nullable Session>read(session -> find(session::prepare, swarm, id)))
                .filter(session -> !session.expiredAt(now));
    }

    @Override
    public Session update(String swarm, String id, String mergePatch) {
        var patch = reader.read("patch", mergePatch);
        return change(swarm, id, (session, tx) -> {
            var patched =
                    MergePatch.apply(reader.read("data", session.checkOpen().data()), patch);
            return session.withData(patched.toJson(), tx.now(), tx.revision());
        });
    }

    @Override
    public Session end(String swarm, String id) {
        return change(
                swarm,
                id,
                (session, tx) -> session.endedAt() == null ? session.ended(tx.now(), tx.revision()) : session);
    }

    private Session change(String swarm, String id, BiFunction<Session, WriteTransaction, Session> transition) {
        EntryKey.checkSwarm(swarm);
        return database.write(tx -> {
            var before = find(tx::prepare, swarm, id);
            if (before == null || before.expiredAt(tx.now())) {
                throw Session.unknown(id);
            }
            var after = transition.apply(before, tx);
            return after.equals(before) ? before : save(tx, swarm, after);
        });
    }

    @Override
    public boolean delete(String swarm, String id) {
        EntryKey.checkSwarm(swarm);
        return database.write(tx -> {
            if (!isThere(tx, swarm, id)) {
                return false;
            }
            remove(tx, swarm, id, Change.DELETE);
            return true;
        });
    }

    /** A damaged session can be deleted, too. */
    private static boolean isThere(WriteTransaction tx, String swarm, String id) throws SQLException {
        Statements statements = tx::prepare;
        try (var row = statements.bind(IS_THERE, swarm, id, tx.nowText()).executeQuery()) {
            return row.next();
        }
    }

    @Override
    public Page<Session> list(String swarm, boolean withEnded, PageRequest page) {
        EntryKey.checkSwarm(swarm);
        var listing = "sessions " + swarm + ' ' + withEnded;
        var after = RowPage.after(listing, page, 2);
        var now = SqliteTime.format(database.clock().instant());
        var sql = new Sql().add(SELECT + " AND " + LIVE, swarm, now);
        if (!withEnded) {
            sql.add(" AND ended_at IS NULL");
        }
        if (after != null) {
            sql.add(
                    " AND created_at <= ? AND (created_at < ? OR id > ?)",
                    after.getFirst(),
                    after.getFirst(),
                    after.get(1));
        }
        sql.add(" ORDER BY created_at DESC, id");
        return database.read(session -> {
            var rows = new RowPage<Session>(listing, page);
            boolean more = true;
            try (var row = sql.prepare(session).executeQuery()) {
                while (more && row.next()) {
                    var found = ROWS.listed(row);
                    more = found == null || rows.add(found, found.data());
                }
            }
            return rows.done(found -> new String[] {SqliteTime.format(found.createdAt()), found.id()});
        });
    }

    @Override
    public int cleanup(String swarm, Instant expiredBy, int limit) {
        EntryKey.checkSwarm(swarm);
        var by = SqliteTime.checked("expiredBefore", expiredBy);
        return database.write(tx -> removeExpired(
                tx,
                EXPIRED + " AND swarm = ?" + OLDEST_FIRST,
                SqliteTime.format(by.isBefore(tx.now()) ? by : tx.now()),
                swarm,
                limit));
    }

    @Override
    public int collectExpired(int limit) {
        return database.write(tx -> removeExpired(tx, EXPIRED + OLDEST_FIRST, tx.nowText(), limit));
    }

    /** Whether a row has expired by now, without a write. */
    boolean hasExpired() {
        var now = SqliteTime.format(database.clock().instant());
        return database.read(session -> {
            Statements statements = session::prepare;
            try (var row = statements.bind(EXPIRED + OLDEST_FIRST, now, 1).executeQuery()) {
                return row.next();
            }
        });
    }

    private static int removeExpired(WriteTransaction tx, String sql, Object... parameters) throws SQLException {
        record Place(String swarm, String id) {}
        var expired = new ArrayList<Place>();
        Statements statements = tx::prepare;
        try (var row = statements.bind(sql, parameters).executeQuery()) {
            while (row.next()) {
                expired.add(new Place(row.getString(1), row.getString(2)));
            }
        }
        for (var session : expired) {
            remove(tx, session.swarm(), session.id(), Change.EXPIRE);
        }
        return expired.size();
    }

    /** Removes a session that has expired, with what belongs to it, before something new begins under its id. */
    static void removeIfExpired(WriteTransaction tx, String swarm, String id) throws SQLException {
        var row = find(tx::prepare, swarm, id);
        if (row != null && row.expiredAt(tx.now())) {
            remove(tx, swarm, id, Change.EXPIRE);
        }
    }

    private static void remove(WriteTransaction tx, String swarm, String id, Change change) throws SQLException {
        SqliteAgentMemoryStore.deleteSession(tx, swarm, id, change);
        Statements statements = tx::prepare;
        statements.bind(DELETE, swarm, id).executeUpdate();
        tx.logChange(swarm, TABLE, "", id, change);
    }

    private static Session save(WriteTransaction tx, String swarm, Session session) throws SQLException {
        Statements statements = tx::prepare;
        statements
                .bind(
                        SAVE,
                        swarm,
                        session.id(),
                        session.data(),
                        SqliteTime.format(session.createdAt()),
                        SqliteTime.format(session.updatedAt()),
                        SqliteTime.format(session.lastAccessed()),
                        SqliteTime.formatNullable(session.expiresAt()),
                        SqliteTime.formatNullable(session.endedAt()),
                        session.version(),
                        session.revision().epoch(),
                        session.revision().number())
                .executeUpdate();
        tx.logChange(swarm, TABLE, "", session.id(), Change.PUT);
        return session;
    }

    private static @Nullable Session find(Statements statements, String swarm, String id) throws SQLException {
        try (var row = statements.bind(FIND, swarm, id).executeQuery()) {
            return row.next() ? ROWS.read(row) : null;
        }
    }

    private static Session session(ResultSet row) throws SQLException {
        var createdAt = SqliteTime.parse(row.getString(3));
        return new Session(
                row.getString(1),
                JsonColumns.required("data", row.getString(2)),
                createdAt,
                Objects.requireNonNullElse(SqliteTime.parseNullable(row.getString(4)), createdAt),
                SqliteTime.parse(row.getString(5)),
                SqliteTime.parseNullable(row.getString(6)),
                SqliteTime.parseNullable(row.getString(7)),
                row.getLong(8),
                new Revision(row.getLong(9), row.getLong(10)));
    }
}
