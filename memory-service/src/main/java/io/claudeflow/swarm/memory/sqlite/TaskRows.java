package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.task.Priority;
import io.claudeflow.swarm.memory.task.Task;
import io.claudeflow.swarm.memory.task.TaskLease;
import io.claudeflow.swarm.memory.task.TaskProgress;
import io.claudeflow.swarm.memory.task.TaskSpec;
import io.claudeflow.swarm.memory.task.TaskStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tasks as rows of tasks and back. */
final class TaskRows {
    /** The columns that a change writes, in the order of {@link #values}. */
    static final List<String> COLUMNS = List.of(
            "description",
            "priority",
            "assigned_to",
            "dependencies",
            "metadata",
            "status",
            "result",
            "created_at",
            "updated_at",
            "completed_at",
            "attempts",
            "progress",
            "progress_by",
            "progress_at",
            "lease_agent",
            "lease_epoch",
            "lease_revision",
            "lease_expires_at",
            "version",
            "epoch",
            "revision");

    private static final String SELECT =
            "SELECT id, " + String.join(", ", COLUMNS) + ", open_dependencies FROM tasks WHERE swarm = ?";
    private static final String FIND = SELECT + " AND id = ?";

    static final TableRows<Row> ROWS = new TableRows<>("tasks", SELECT, TaskRows::row, 1);

    private TaskRows() {}

    /**
     * A task as its row says, even when its lease has run out.
     *
     * @param openDependencies how many of its dependencies are not completed
     */
    record Row(Task task, int openDependencies) {
        boolean waits() {
            return openDependencies > 0;
        }
    }

    static @Nullable Row find(Statements statements, String swarm, String id) throws SQLException {
        try (var row = statements.bind(FIND, swarm, id).executeQuery()) {
            return row.next() ? ROWS.read(row) : null;
        }
    }

    /** As {@link #find}; null also when the row is damaged. */
    static @Nullable Row listed(Statements statements, String swarm, String id) throws SQLException {
        try (var row = statements.bind(FIND, swarm, id).executeQuery()) {
            return row.next() ? ROWS.listed(row) : null;
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(task(row), row.getInt("open_dependencies"));
    }

    private static Task task(ResultSet row) throws SQLException {
        var created = SqliteTime.parse(row.getString("created_at"));
        var dependencies = row.getString("dependencies");
        var priority = row.getString("priority");
        var status = row.getString("status");
        return new Task(
                new TaskSpec(
                        row.getString("id"),
                        row.getString("description"),
                        Priority.named("priority", priority),
                        row.getString("assigned_to"),
                        dependencies == null ? List.of() : StringListColumn.parse("dependencies", dependencies),
                        JsonColumns.wellFormed("metadata", row.getString("metadata"))),
                TaskStatus.named("status", status),
                JsonColumns.wellFormed("result", row.getString("result")),
                progress(row),
                created,
                Objects.requireNonNullElse(SqliteTime.parseNullable(row.getString("updated_at")), created),
                SqliteTime.parseNullable(row.getString("completed_at")),
                row.getInt("attempts"),
                lease(row),
                row.getLong("version"),
                new Revision(row.getLong("epoch"), row.getLong("revision")));
    }

    private static @Nullable TaskProgress progress(ResultSet row) throws SQLException {
        var data = JsonColumns.wellFormed("progress", row.getString("progress"));
        return data == null
                ? null
                : new TaskProgress(data, row.getString("progress_by"), SqliteTime.parse(row.getString("progress_at")));
    }

    private static @Nullable TaskLease lease(ResultSet row) throws SQLException {
        var agent = row.getString("lease_agent");
        return agent == null
                ? null
                : new TaskLease(
                        agent,
                        new Revision(row.getLong("lease_epoch"), row.getLong("lease_revision")),
                        SqliteTime.parse(row.getString("lease_expires_at")));
    }

    /** The values of {@link #COLUMNS}. */
    static List<@Nullable Object> values(Task task) {
        var spec = task.spec();
        var progress = task.progress();
        var lease = task.lease();
        var values = new ArrayList<@Nullable Object>(COLUMNS.size());
        values.add(spec.description());
        values.add(spec.priority().wireName());
        values.add(spec.assignedTo());
        values.add(StringListColumn.format(spec.dependencies()));
        values.add(spec.metadata());
        values.add(task.status().wireName());
        values.add(task.result());
        values.add(SqliteTime.format(task.createdAt()));
        values.add(SqliteTime.format(task.updatedAt()));
        values.add(SqliteTime.formatNullable(task.completedAt()));
        values.add(task.attempts());
        values.add(progress == null ? null : progress.data());
        values.add(progress == null ? null : progress.agent());
        values.add(progress == null ? null : SqliteTime.format(progress.at()));
        values.add(lease == null ? null : lease.agent());
        values.add(lease == null ? null : lease.fence().epoch());
        values.add(lease == null ? null : lease.fence().number());
        values.add(lease == null ? null : SqliteTime.format(lease.expiresAt()));
        values.add(task.version());
        values.add(task.revision().epoch());
        values.add(task.revision().number());
        return values;
    }

    /** The column urgency. */
    static int urgency(Priority priority) {
        return switch (priority) {
            case CRITICAL -> 0;
            case HIGH -> 1;
            case MEDIUM -> 2;
            case LOW -> 3;
        };
    }

    /** The place of a task in the order of claims; texts and numbers as the index has them. */
    record Place(int urgency, String createdAt, String id) {
        static Place of(Task task) {
            return new Place(TaskRows.urgency(task.spec().priority()), SqliteTime.format(task.createdAt()), task.id());
        }

        static Place of(ResultSet row) throws SQLException {
            return new Place(row.getInt(1), row.getString(2), row.getString(3));
        }
    }
}
