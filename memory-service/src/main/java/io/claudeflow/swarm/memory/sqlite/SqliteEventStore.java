package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.event.Event;
import io.claudeflow.swarm.memory.event.EventQuery;
import io.claudeflow.swarm.memory.event.EventStore;
import io.claudeflow.swarm.memory.event.NewEvent;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;

/** Events on SQLite. */
public final class SqliteEventStore implements EventStore {
    static final String TABLE = "events";

    private static final String INSERT = "INSERT INTO events (swarm, type, source, data, timestamp, epoch, revision)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id";
    private static final String COLUMNS = "id, type, source, data, timestamp, epoch, revision";
    private static final int ROW_BYTES = 256;

    static final TableRows<Event> ROWS =
            new TableRows<>(TABLE, "SELECT " + COLUMNS + " FROM events WHERE swarm = ?", SqliteEventStore::event, 1);

    private final Database database;

    public SqliteEventStore(Database database) {
        this.database = database;
    }

    @Override
    public Event append(String swarm, NewEvent event) {
        EntryKey.checkSwarm(swarm);
        return database.write(ROW_BYTES + Rows.length(event.data()), tx -> {
            var revision = tx.revision();
            var insert = tx.prepare(INSERT);
            insert.setString(1, swarm);
            insert.setString(2, event.type());
            insert.setString(3, event.source());
            insert.setString(4, event.data());
            insert.setString(5, tx.nowText());
            Rows.setRevision(insert, 6, revision);
            long id = Rows.insert(insert);
            tx.logChange(swarm, TABLE, "", Long.toString(id), Change.PUT);
            return new Event(id, event.type(), event.source(), event.data(), tx.now(), revision);
        });
    }

    @Override
    public Page<Event> query(String swarm, EventQuery query) {
        EntryKey.checkSwarm(swarm);
        int limit = query.page().limit();
        var sql = selection(swarm, query).add(" LIMIT ?", limit + 1);
        return database.read(session ->
                Rows.page(sql.prepare(session), limit, ROWS, event -> Rows.length(event.data()), query.listing(), row ->
                        new String[] {row.getString(1)}));
    }

    private static Sql selection(String swarm, EventQuery query) {
        var sql = new Sql().add("SELECT " + COLUMNS + " FROM events");
        sql.add((beginsByTime(query) ? " INDEXED BY events_time" : "") + " WHERE swarm = ?", swarm);
        if (query.type() != null) {
            sql.add(" AND type = ?", query.type());
        }
        if (query.source() != null) {
            sql.add(" AND source = ?", query.source());
        }
        if (query.from() != null) {
            sql.add(" AND timestamp >= ?", SqliteTime.format(SqliteTime.checked("from", query.from())));
        }
        if (query.to() != null) {
            sql.add(" AND timestamp < ?", SqliteTime.format(SqliteTime.checked("to", query.to())));
        }
        long first = query.newestFirst() ? Long.MAX_VALUE : 0;
        long after = Rows.idAfter(query.page(), query.listing(), first);
        return query.newestFirst()
                ? sql.add(" AND id < ? ORDER BY id DESC", after)
                : sql.add(" AND id > ? ORDER BY id", after);
    }

    /**
     * Whether the index of times finds the first page. Later ones continue behind an id, from where the window goes on;
     * type and source have an index in the order of ids.
     */
    private static boolean beginsByTime(EventQuery query) {
        return query.page().cursor() == null
                && query.type() == null
                && query.source() == null
                && (query.newestFirst() ? query.to() : query.from()) != null;
    }

    @Override
    public int prune(String swarm, Instant before, long keep, int limit) {
        EntryKey.checkSwarm(swarm);
        var oldest = SqliteTime.format(SqliteTime.checked("before", before));
        return database.write(tx -> {
            var ids = new LinkedHashSet<Long>(limit);
            var old = tx.prepare(
                    "SELECT id FROM events WHERE swarm = ? AND timestamp < ? ORDER BY timestamp, id LIMIT ?");
            old.setString(1, swarm);
            old.setString(2, oldest);
            old.setInt(3, limit);
            ids.addAll(Rows.all(old, row -> row.getLong(1)));
            if (ids.size() < limit && keep < Long.MAX_VALUE) {
                var beyond = tx.prepare("SELECT id FROM events WHERE swarm = ? AND id <= (SELECT id FROM events"
                        + " WHERE swarm = ? ORDER BY id DESC LIMIT 1 OFFSET ?) ORDER BY id LIMIT ?");
                beyond.setString(1, swarm);
                beyond.setString(2, swarm);
                beyond.setLong(3, Math.max(0, keep));
                beyond.setInt(4, limit);
                Rows.all(beyond, row -> row.getLong(1)).stream()
                        .filter(id -> !ids.contains(id))
                        .limit(limit - ids.size())
                        .toList()
                        .forEach(ids::add);
            }
            var delete = tx.prepare("DELETE FROM events WHERE id = ?");
            for (var id : ids) {
                delete.setLong(1, id);
                delete.executeUpdate();
                tx.logChange(swarm, TABLE, "", Long.toString(id), Change.EXPIRE);
            }
            return ids.size();
        });
    }

    private static Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                JsonColumns.wellFormed("data", row.getString(4)),
                SqliteTime.parse(row.getString(5)),
                Rows.revision(row, 6));
    }
}
