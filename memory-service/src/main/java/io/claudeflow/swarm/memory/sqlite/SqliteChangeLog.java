package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.watch.ChangeBatch;
import io.claudeflow.swarm.memory.watch.ChangeLog;
import io.claudeflow.swarm.memory.watch.LoggedChange;
import io.claudeflow.swarm.memory.watch.LoggedChange.Operation;
import io.claudeflow.swarm.memory.watch.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** The table {@code changelog}. Its rows name no epoch: those from before a restore are told under the new one. */
final class SqliteChangeLog implements ChangeLog {
    private static final String READ =
            "SELECT revision, seq, swarm, table_name, namespace, key, operation, changed_at, detail FROM changelog"
                    + " WHERE revision >= ? AND (revision > ? OR seq > ?) ORDER BY revision, seq LIMIT ?";
    private static final String META = "SELECT value FROM store_meta WHERE name = ";

    private final Database database;

    SqliteChangeLog(Database database) {
        this.database = database;
    }

    @Override
    public Revision newest() {
        return database.newest();
    }

    @Override
    public ChangeBatch read(Position after, int limit) {
        return database.read(session -> read(session, after, limit));
    }

    private static ChangeBatch read(SqliteSession session, Position after, int limit) throws SQLException {
        long epoch = session.queryLong(META + "'epoch'");
        var floor = new Revision(epoch, session.queryLong(META + "'changelog_floor'"));
        var newest = new Revision(epoch, session.queryLong(META + "'revision'"));
        var select = session.prepare(READ);
        select.setLong(1, after.revision().number());
        select.setLong(2, after.revision().number());
        select.setInt(3, after.seq());
        select.setInt(4, limit);
        var changes = new ArrayList<LoggedChange>();
        try (var row = select.executeQuery()) {
            while (row.next()) {
                changes.add(change(row, epoch));
            }
        }
        return new ChangeBatch(changes, floor, newest);
    }

    private static LoggedChange change(ResultSet row, long epoch) throws SQLException {
        return new LoggedChange(
                new Position(new Revision(epoch, row.getLong(1)), row.getInt(2)),
                row.getString(3),
                row.getString(4).intern(),
                row.getString(5),
                row.getString(6),
                operation(row.getString(7)),
                Objects.requireNonNullElse(SqliteTime.parseOrNull(row.getString(8)), Instant.EPOCH),
                row.getString(9));
    }

    private static Operation operation(String text) {
        return switch (text) {
            case "put" -> Operation.PUT;
            case "delete" -> Operation.DELETE;
            case "expire" -> Operation.EXPIRE;
            case "clear" -> Operation.CLEAR;
            default -> throw SqliteFailures.corruptRow("operation " + text + " in the changelog");
        };
    }

    @Override
    public Set<String> tables() {
        return database.read(session -> {
            var names = new HashSet<String>();
            var select = session.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'");
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
            return names;
        });
    }
}
