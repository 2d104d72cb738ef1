package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import io.claudeflow.swarm.memory.workflow.Workflow;
import io.claudeflow.swarm.memory.workflow.WorkflowStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Workflows on SQLite. */
public final class SqliteWorkflowStore implements WorkflowStore {
    static final String TABLE = "workflow_state";

    private static final String COLUMNS = "id, workflow_type, status, state, checkpoint_data, runs, created_at,"
            + " updated_at, version, epoch, revision";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM workflow_state WHERE swarm = ?";
    private static final String PUT = "INSERT INTO workflow_state (" + COLUMNS + ", swarm)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (swarm, id) DO UPDATE SET"
            + " (workflow_type, status, state, checkpoint_data, runs, updated_at, version, epoch, revision) ="
            + " (excluded.workflow_type, excluded.status, excluded.state, excluded.checkpoint_data, excluded.runs,"
            + " excluded.updated_at, excluded.version, excluded.epoch, excluded.revision)";
    private static final int ROW_BYTES = 256;

    static final TableRows<Workflow> ROWS = new TableRows<>(TABLE, SELECT, SqliteWorkflowStore::workflow, 1);

    private final Database database;

    public SqliteWorkflowStore(Database database) {
        this.database = database;
    }

    @Override
    public Workflow save(String swarm, String id, String type, String state, Workflow.Status status) {
        EntryKey.checkSwarm(swarm);
        return database.write(ROW_BYTES + Rows.length(state), tx -> {
            var before = find(tx::prepare, swarm, id);
            return put(
                    tx,
                    swarm,
                    before.isEmpty()
                            ? Workflow.begun(id, type, state, status, tx.now(), tx.revision())
                            : before.get().saved(type, state, status, tx.now(), tx.revision()));
        });
    }

    @Override
    public Optional<Workflow> get(String swarm, String id) {
        EntryKey.checkSwarm(swarm);
        return database.read(session -> find(session::prepare, swarm, id));
    }

    @Override
    public Workflow checkpoint(String swarm, String id, String checkpoint, @Nullable Long expectedVersion) {
        EntryKey.checkSwarm(swarm);
        return database.write(ROW_BYTES + Rows.length(checkpoint), tx -> {
            var before = existing(tx, swarm, id, expectedVersion);
            return put(tx, swarm, before.checkpointed(checkpoint, tx.now(), tx.revision()));
        });
    }

    @Override
    public Workflow resume(String swarm, String id, long expectedVersion) {
        EntryKey.checkSwarm(swarm);
        return database.write(tx -> {
            var before = existing(tx, swarm, id, expectedVersion);
            if (before.status() == Workflow.Status.COMPLETED) {
                throw MemoryException.ofField(FailureKind.CONFLICT, "id", id, "a workflow that is not completed");
            }
            return put(tx, swarm, before.resumed(tx.now(), tx.revision()));
        });
    }

    @Override
    public List<Workflow> interrupted(String swarm, Duration silence, int limit) {
        EntryKey.checkSwarm(swarm);
        var page = PageRequest.first(limit);
        var moment = SqliteTime.checked("silence", database.clock().instant().minus(silence));
        return database.read(session -> {
            var select = session.prepare(
                    SELECT + " AND status = 'running' AND updated_at <= ? ORDER BY updated_at, id LIMIT ?");
            select.setString(1, swarm);
            select.setString(2, SqliteTime.format(moment));
            select.setInt(3, page.limit());
            return Rows.page(select, page.limit(), ROWS, SqliteWorkflowStore::bytes, "interrupted", _ -> new String[0])
                    .items();
        });
    }

    @Override
    public Page<Workflow> list(String swarm, @Nullable String type, PageRequest page) {
        EntryKey.checkSwarm(swarm);
        var listing = "workflows " + type;
        var sql = new Sql().add(SELECT, swarm);
        if (type != null) {
            sql.add(" AND workflow_type = ?", type);
        }
        sql.add(" AND id > ? ORDER BY id LIMIT ?", Rows.nameAfter(page, listing), page.limit() + 1);
        return database.read(session ->
                Rows.page(sql.prepare(session), page.limit(), ROWS, SqliteWorkflowStore::bytes, listing, row ->
                        new String[] {row.getString(1)}));
    }

    @Override
    public boolean delete(String swarm, String id) {
        EntryKey.checkSwarm(swarm);
        return database.write(tx -> {
            var delete = tx.prepare("DELETE FROM workflow_state WHERE swarm = ? AND id = ?");
            delete.setString(1, swarm);
            delete.setString(2, id);
            boolean existed = delete.executeUpdate() > 0;
            if (existed) {
                tx.logChange(swarm, TABLE, "", id, Change.DELETE);
            }
            return existed;
        });
    }

    private static Workflow existing(WriteTransaction tx, String swarm, String id, @Nullable Long expectedVersion)
            throws SQLException {
        var workflow = find(tx::prepare, swarm, id)
                .orElseThrow(() -> MemoryException.ofField(FailureKind.NOT_FOUND, "id", id, "an existing workflow"));
        if (expectedVersion != null && expectedVersion != workflow.version()) {
            throw MemoryException.ofField(
                    FailureKind.PRECONDITION_FAILED,
                    "version",
                    expectedVersion,
                    "the present version, " + workflow.version());
        }
        return workflow;
    }

    private static Workflow put(WriteTransaction tx, String swarm, Workflow workflow) throws SQLException {
        var put = tx.prepare(PUT);
        put.setString(1, workflow.id());
        put.setString(2, workflow.type());
        put.setString(3, workflow.status().name().toLowerCase(Locale.ROOT));
        put.setString(4, workflow.state());
        put.setString(5, workflow.checkpoint());
        put.setInt(6, workflow.runs());
        put.setString(7, SqliteTime.format(workflow.createdAt()));
        put.setString(8, SqliteTime.format(workflow.updatedAt()));
        put.setLong(9, workflow.version());
        Rows.setRevision(put, 10, workflow.revision());
        put.setString(12, swarm);
        put.executeUpdate();
        tx.logChange(swarm, TABLE, "", workflow.id(), Change.PUT);
        return workflow;
    }

    private static Optional<Workflow> find(Statements statements, String swarm, String id) throws SQLException {
        var select = statements.prepare(SELECT + " AND id = ?");
        select.setString(1, swarm);
        select.setString(2, id);
        return Rows.first(select, ROWS);
    }

    private static long bytes(Workflow workflow) {
        return Rows.length(workflow.state()) + Rows.length(workflow.checkpoint());
    }

    private static Workflow workflow(ResultSet row) throws SQLException {
        return new Workflow(
                row.getString(1),
                row.getString(2),
                status(row.getString(3)),
                JsonColumns.required("state", row.getString(4)),
                JsonColumns.wellFormed("checkpoint_data", row.getString(5)),
                row.getInt(6),
                SqliteTime.parse(row.getString(7)),
                SqliteTime.parse(row.getString(8)),
                row.getLong(9),
                Rows.revision(row, 10));
    }

    private static Workflow.Status status(String text) {
        for (var status : Workflow.Status.values()) {
            if (status.name().toLowerCase(Locale.ROOT).equals(text)) {
                return status;
            }
        }
        throw SqliteFailures.corruptRow("status " + text + " (expected: running, completed or failed)");
    }
}
