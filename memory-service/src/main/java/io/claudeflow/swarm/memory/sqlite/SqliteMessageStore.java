package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.message.Message;
import io.claudeflow.swarm.memory.message.MessageStore;
import io.claudeflow.swarm.memory.message.NewMessage;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;

/** Messages on SQLite. */
public final class SqliteMessageStore implements MessageStore {
    static final String TABLE = "messages";

    private static final String INSERT = "INSERT INTO messages (swarm, sender, recipient, type, requires_response,"
            + " sent_at, expires_at, payload, epoch, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
    private static final String COLUMNS =
            "id, sender, recipient, type, payload, requires_response, sent_at, expires_at, epoch, revision";
    private static final String NOT_ACKNOWLEDGED = " AND NOT EXISTS (SELECT 1 FROM message_acknowledgements a"
            + " WHERE a.message_id = m.id AND a.swarm = m.swarm AND a.agent = ?)";
    private static final String DIRECT = "SELECT * FROM (SELECT " + COLUMNS + " FROM messages m WHERE swarm = ?"
            + " AND recipient = ? AND acknowledged_at IS NULL AND id > ? AND expires_at > ? ORDER BY id LIMIT ?)";
    private static final String BROADCAST = "SELECT * FROM (SELECT " + COLUMNS + " FROM messages m WHERE swarm = ?"
            + " AND recipient IS NULL AND acknowledged_at IS NULL AND id > ? AND expires_at > ? AND sender <> ?"
            + NOT_ACKNOWLEDGED + " ORDER BY id LIMIT ?)";
    private static final String INBOX = DIRECT + " UNION ALL " + BROADCAST + " ORDER BY id LIMIT ?";
    private static final String UNREAD = "SELECT recipient FROM messages m WHERE id = ? AND swarm = ?"
            + " AND acknowledged_at IS NULL AND expires_at > ? AND (recipient = ? OR recipient IS NULL AND sender <> ?)"
            + NOT_ACKNOWLEDGED;
    private static final int ROW_BYTES = 256;

    static final TableRows<Message> ROWS = new TableRows<>(
            TABLE, "SELECT " + COLUMNS + " FROM messages WHERE swarm = ?", SqliteMessageStore::message, 1);

    private final Database database;

    public SqliteMessageStore(Database database) {
        this.database = database;
    }

    @Override
    public Message send(String swarm, NewMessage message) {
        EntryKey.checkSwarm(swarm);
        return database.write(ROW_BYTES + Rows.length(message.payload()), tx -> {
            var revision = tx.revision();
            var expiresAt = SqliteTime.checked("ttlSeconds", tx.now().plus(message.lifetime()));
            var insert = tx.prepare(INSERT);
            insert.setString(1, swarm);
            insert.setString(2, message.from());
            insert.setString(3, message.to());
            insert.setString(4, message.type());
            insert.setBoolean(5, message.requiresResponse());
            insert.setString(6, tx.nowText());
            insert.setString(7, SqliteTime.format(expiresAt));
            insert.setString(8, message.payload());
            Rows.setRevision(insert, 9, revision);
            long id = Rows.insert(insert);
            tx.logChange(swarm, TABLE, "", Long.toString(id), Change.PUT);
            return new Message(
                    id,
                    message.from(),
                    message.to(),
                    message.type(),
                    message.payload(),
                    message.requiresResponse(),
                    tx.now(),
                    expiresAt,
                    revision);
        });
    }

    @Override
    public Page<Message> inbox(String swarm, String agent, PageRequest page) {
        EntryKey.checkSwarm(swarm);
        Names.check("agent", agent, NewMessage.MAX_AGENT_BYTES);
        var listing = "inbox " + agent;
        long after = Rows.idAfter(page, listing, 0);
        var now = SqliteTime.format(database.clock().instant());
        int rows = page.limit() + 1;
        return database.read(session -> {
            var select = session.prepare(INBOX);
            select.setString(1, swarm);
            select.setString(2, agent);
            select.setLong(3, after);
            select.setString(4, now);
            select.setInt(5, rows);
            select.setString(6, swarm);
            select.setLong(7, after);
            select.setString(8, now);
            select.setString(9, agent);
            select.setString(10, agent);
            select.setInt(11, rows);
            select.setInt(12, rows);
            return Rows.page(select, page.limit(), ROWS, message -> Rows.length(message.payload()), listing, row ->
                    new String[] {row.getString(1)});
        });
    }

    @Override
    public int acknowledge(String swarm, String agent, Collection<Long> ids) {
        EntryKey.checkSwarm(swarm);
        Names.check("agent", agent, NewMessage.MAX_AGENT_BYTES);
        if (ids.size() > MAX_ACKNOWLEDGED) {
            throw MemoryException.limit("ids", ids.size() + " ids", "at most " + MAX_ACKNOWLEDGED);
        }
        var distinct = new LinkedHashSet<>(ids);
        return database.write(tx -> {
            int acknowledged = 0;
            for (long id : distinct) {
                acknowledged += acknowledge(tx, swarm, agent, id) ? 1 : 0;
            }
            return acknowledged;
        });
    }

    private static boolean acknowledge(WriteTransaction tx, String swarm, String agent, long id) throws SQLException {
        var unread = tx.prepare(UNREAD);
        unread.setLong(1, id);
        unread.setString(2, swarm);
        unread.setString(3, tx.nowText());
        unread.setString(4, agent);
        unread.setString(5, agent);
        unread.setString(6, agent);
        var broadcast = Rows.first(unread, row -> row.getString(1) == null);
        if (broadcast.isEmpty()) {
            return false;
        }
        var mark = tx.prepare(
                broadcast.get()
                        ? "INSERT INTO message_acknowledgements (acknowledged_at, message_id, swarm, agent)"
                                + " VALUES (?, ?, ?, ?)"
                        : "UPDATE messages SET acknowledged_at = ? WHERE id = ? AND swarm = ? AND recipient = ?");
        mark.setString(1, tx.nowText());
        mark.setLong(2, id);
        mark.setString(3, swarm);
        mark.setString(4, agent);
        mark.executeUpdate();
        tx.logChange(swarm, "message_acknowledgements", agent, Long.toString(id), Change.PUT);
        return true;
    }

    @Override
    public int collectExpired(int limit) {
        return database.write(tx -> {
            record Expired(long id, String swarm) {}
            var select = tx.prepare("SELECT id, swarm FROM messages WHERE expires_at <= ? ORDER BY expires_at LIMIT ?");
            select.setString(1, tx.nowText());
            select.setInt(2, limit);
            var expired = Rows.all(select, row -> new Expired(row.getLong(1), row.getString(2)));
            for (var message : expired) {
                byId(tx, "DELETE FROM message_acknowledgements WHERE message_id = ?", message.id());
                byId(tx, "DELETE FROM messages WHERE id = ?", message.id());
                tx.logChange(message.swarm(), TABLE, "", Long.toString(message.id()), Change.EXPIRE);
            }
            return expired.size();
        });
    }

    private static void byId(WriteTransaction tx, String sql, long id) throws SQLException {
        var statement = tx.prepare(sql);
        statement.setLong(1, id);
        statement.executeUpdate();
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                JsonColumns.required("payload", row.getString(5)),
                row.getBoolean(6),
                SqliteTime.parse(row.getString(7)),
                SqliteTime.parse(row.getString(8)),
                Rows.revision(row, 9));
    }
}
