package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.consensus.Decision;
import io.claudeflow.swarm.memory.page.Cursor;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of decisions. */
final class DecisionRows {
    private static final String TABLE = "decisions";
    private static final String COLUMNS =
            "id, topic, participants, result, confidence, status, task_id, threshold," + " created_at, epoch, revision";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM decisions WHERE swarm = ?";
    private static final String PUT = "INSERT INTO decisions (" + COLUMNS + ", swarm)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (swarm, id) DO UPDATE SET"
            + " (topic, participants, result, confidence, status, task_id, threshold, epoch, revision) ="
            + " (excluded.topic, excluded.participants, excluded.result, excluded.confidence, excluded.status,"
            + " excluded.task_id, excluded.threshold, excluded.epoch, excluded.revision)";
    private static final int ROW_BYTES = 256;

    private final Database database;
    private final TableRows<Decision> rows;

    DecisionRows(Database database, JsonColumns json) {
        this.database = database;
        this.rows = rows(json);
    }

    static TableRows<Decision> rows(JsonColumns json) {
        return new TableRows<>(TABLE, SELECT, row -> decision(row, json), 1);
    }

    Decision record(String swarm, Decision decision) {
        return database.write(ROW_BYTES + Rows.length(decision.result()), tx -> {
            var before = find(tx::prepare, swarm, decision.id());
            var written = decision.writtenAt(before.map(Decision::createdAt).orElse(tx.now()), tx.revision());
            var put = tx.prepare(PUT);
            put.setString(1, written.id());
            put.setString(2, written.topic());
            put.setString(3, JsonColumns.ofTexts(written.participants()));
            put.setString(4, written.result());
            put.setDouble(5, written.confidence());
            put.setString(6, written.status());
            put.setString(7, written.taskId());
            put.setObject(8, written.threshold());
            put.setString(9, SqliteTime.format(written.createdAt()));
            Rows.setRevision(put, 10, written.revision());
            put.setString(12, swarm);
            put.executeUpdate();
            tx.logChange(swarm, TABLE, "", written.id(), Change.PUT);
            return written;
        });
    }

    Optional<Decision> find(String swarm, String id) {
        return database.read(session -> find(session::prepare, swarm, id));
    }

    Page<Decision> list(String swarm, @Nullable String topic, PageRequest page) {
        var listing = "decisions " + topic;
        var sql = new Sql().add(SELECT, swarm);
        if (topic != null) {
            sql.add(" AND topic = ?", topic);
        }
        if (page.cursor() != null) {
            var after = Cursor.read(page.cursor(), listing, 2);
            var createdAt = after.getFirst();
            sql.add(" AND created_at <= ? AND (created_at < ? OR id > ?)", createdAt, createdAt, after.get(1));
        }
        sql.add(" ORDER BY created_at DESC, id LIMIT ?", page.limit() + 1);
        return database.read(session -> Rows.page(
                sql.prepare(session), page.limit(), rows, decision -> Rows.length(decision.result()), listing, row ->
                        new String[] {row.getString(9), row.getString(1)}));
    }

    private Optional<Decision> find(Statements statements, String swarm, String id) throws SQLException {
        var select = statements.prepare(SELECT + " AND id = ?");
        select.setString(1, swarm);
        select.setString(2, id);
        return Rows.first(select, rows);
    }

    private static Decision decision(ResultSet row, JsonColumns json) throws SQLException {
        double threshold = row.getDouble(8);
        boolean without = row.wasNull();
        return new Decision(
                row.getString(1),
                row.getString(2),
                json.texts("participants", row.getString(3)),
                JsonColumns.required("result", row.getString(4)),
                row.getDouble(5),
                row.getString(6),
                row.getString(7),
                without ? null : threshold,
                SqliteTime.parse(row.getString(9)),
                Rows.revision(row, 10));
    }
}
