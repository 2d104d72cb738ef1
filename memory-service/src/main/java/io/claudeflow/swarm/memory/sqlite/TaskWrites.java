package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.sqlite.TaskRows.Place;
import io.claudeflow.swarm.memory.sqlite.WriteTransaction.Change;
import io.claudeflow.swarm.memory.task.Task;
import io.claudeflow.swarm.memory.task.TaskGraph;
import io.claudeflow.swarm.memory.task.TaskStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The changes of tasks, each within a write. {@code open_dependencies} is counted when the dependencies are written and
 * decreased when one of them is completed, which is final; so the runnable tasks are a range of an index.
 */
final class TaskWrites {
    static final String TABLE = "tasks";

    private static final String INSERT = "INSERT INTO tasks (swarm, id, open_dependencies, "
            + String.join(", ", TaskRows.COLUMNS) + ") VALUES (?, ?, ?, "
            + String.join(", ", Collections.nCopies(TaskRows.COLUMNS.size(), "?")) + ")";
    private static final String UPDATE = "UPDATE tasks SET "
            + TaskRows.COLUMNS.stream().map(column -> column + " = ?").collect(Collectors.joining(", "))
            + " WHERE swarm = ? AND id = ?";
    private static final String SET_OPEN = "UPDATE tasks SET open_dependencies = ? WHERE swarm = ? AND id = ?";
    private static final String COMPLETED_DEPENDENCY =
            "UPDATE tasks SET open_dependencies = open_dependencies - 1 WHERE swarm = ?"
                    + " AND id IN (SELECT task FROM task_dependents WHERE swarm = ? AND dependency = ?)";
    private static final String DEPENDENCIES = "SELECT dependencies FROM tasks WHERE swarm = ? AND id = ?";
    private static final String OPEN =
            "SELECT j.value FROM json_each(?) j LEFT JOIN tasks t ON t.swarm = ? AND t.id = j.value"
                    + " WHERE coalesce(t.status, '') <> 'completed' ORDER BY j.key";
    private static final String DEPENDENTS =
            "SELECT task FROM task_dependents WHERE swarm = ? AND dependency = ? ORDER BY task LIMIT ?";
    private static final String ADD_DEPENDENT =
            "INSERT INTO task_dependents (swarm, dependency, task) VALUES (?, ?, ?)";
    private static final String REMOVE_DEPENDENT =
            "DELETE FROM task_dependents WHERE swarm = ? AND dependency = ? AND task = ?";
    private static final String DELETE = "DELETE FROM tasks WHERE swarm = ? AND id = ?";
    private static final int SOME = 11;

    /** The first runnable task meant for nobody in particular, and for one agent. */
    static final String NEXT_FREE = next("assigned_to IS NULL");

    static final String NEXT_OWN = next("assigned_to = ?");

    /** The first whose lease has run out and that the row does not know yet. */
    static final String NEXT_EXPIRED = """
            SELECT urgency, created_at, id FROM tasks INDEXED BY tasks_lease
            WHERE lease_expires_at <= ? AND swarm = ? AND open_dependencies = 0
              AND (assigned_to IS NULL OR assigned_to = ?)
            ORDER BY urgency, created_at, id LIMIT 1""";

    private static String next(String assigned) {
        return "SELECT urgency, created_at, id FROM tasks INDEXED BY tasks_runnable WHERE swarm = ? AND " + assigned
                + " AND status IN ('pending', 'assigned') AND open_dependencies = 0"
                + " ORDER BY urgency, created_at, id LIMIT 1";
    }

    private TaskWrites() {}

    static Task insert(WriteTransaction tx, String swarm, Task task) throws SQLException {
        Statements statements = tx::prepare;
        var dependencies = task.spec().dependencies();
        var parameters = new ArrayList<@Nullable Object>();
        parameters.add(swarm);
        parameters.add(task.id());
        parameters.add(open(statements, swarm, dependencies).size());
        parameters.addAll(TaskRows.values(task));
        statements.bind(INSERT, parameters.toArray()).executeUpdate();
        for (var dependency : dependencies) {
            statements.bind(ADD_DEPENDENT, swarm, dependency, task.id()).executeUpdate();
        }
        tx.logChange(swarm, TABLE, "", task.id(), Change.PUT);
        return task;
    }

    /** Writes a task that exists; what waits for it is told when it has become completed. */
    static Task update(WriteTransaction tx, String swarm, Task before, Task after) throws SQLException {
        Statements statements = tx::prepare;
        var parameters = TaskRows.values(after);
        parameters.add(swarm);
        parameters.add(after.id());
        statements.bind(UPDATE, parameters.toArray()).executeUpdate();
        if (!before.spec().dependencies().equals(after.spec().dependencies())) {
            replaceDependencies(statements, swarm, before, after);
        }
        if (before.status() != TaskStatus.COMPLETED && after.status() == TaskStatus.COMPLETED) {
            statements.bind(COMPLETED_DEPENDENCY, swarm, swarm, after.id()).executeUpdate();
        }
        tx.logChange(swarm, TABLE, "", after.id(), Change.PUT);
        return after;
    }

    private static void replaceDependencies(Statements statements, String swarm, Task before, Task after)
            throws SQLException {
        var id = after.id();
        var wanted = after.spec().dependencies();
        for (var dependency : before.spec().dependencies()) {
            statements.bind(REMOVE_DEPENDENT, swarm, dependency, id).executeUpdate();
        }
        for (var dependency : wanted) {
            statements.bind(ADD_DEPENDENT, swarm, dependency, id).executeUpdate();
        }
        statements
                .bind(SET_OPEN, open(statements, swarm, wanted).size(), swarm, id)
                .executeUpdate();
    }

    static void delete(WriteTransaction tx, String swarm, Task task) throws SQLException {
        Statements statements = tx::prepare;
        TaskGraph.checkRemovable(task.id(), dependents(statements, swarm, task.id(), SOME));
        for (var dependency : task.spec().dependencies()) {
            statements.bind(REMOVE_DEPENDENT, swarm, dependency, task.id()).executeUpdate();
        }
        statements.bind(DELETE, swarm, task.id()).executeUpdate();
        tx.logChange(swarm, TABLE, "", task.id(), Change.DELETE);
    }

    /**
     * Refuses dependencies that do not exist or lead back to the task. Only a task that others wait for can be part of
     * a cycle, so the graph is walked for such a task alone.
     */
    static void checkDependencies(WriteTransaction tx, String swarm, String id, List<String> dependencies)
            throws SQLException {
        Statements statements = tx::prepare;
        boolean walk = !dependents(statements, swarm, id, 1).isEmpty();
        TaskGraph.<SQLException>check(id, dependencies, task -> {
            try (var row = statements.bind(DEPENDENCIES, swarm, task).executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                var json = row.getString(1);
                return !walk || json == null ? List.of() : StringListColumn.parse("dependencies", json);
            }
        });
    }

    private static List<String> dependents(Statements statements, String swarm, String id, int limit)
            throws SQLException {
        try (var row = statements.bind(DEPENDENTS, swarm, id, limit).executeQuery()) {
            var tasks = new ArrayList<String>();
            while (row.next()) {
                tasks.add(row.getString(1));
            }
            return tasks;
        }
    }

    /** Those of the tasks that are not completed. */
    static List<String> open(Statements statements, String swarm, List<String> dependencies) throws SQLException {
        var open = new ArrayList<String>();
        if (!dependencies.isEmpty()) {
            try (var row = statements
                    .bind(OPEN, StringListColumn.format(dependencies), swarm)
                    .executeQuery()) {
                while (row.next()) {
                    open.add(row.getString(1));
                }
            }
        }
        return open;
    }

    /** The task that an agent gets next, or null. */
    static @Nullable String next(WriteTransaction tx, String swarm, String agent) throws SQLException {
        Statements statements = tx::prepare;
        var best = better(null, place(statements, NEXT_FREE, swarm));
        best = better(best, place(statements, NEXT_OWN, swarm, agent));
        best = better(best, place(statements, NEXT_EXPIRED, tx.nowText(), swarm, agent));
        return best == null ? null : best.id();
    }

    private static @Nullable Place place(Statements statements, String sql, Object... parameters) throws SQLException {
        try (var row = statements.bind(sql, parameters).executeQuery()) {
            return row.next() ? Place.of(row) : null;
        }
    }

    private static @Nullable Place better(@Nullable Place a, @Nullable Place b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return TaskListing.CLAIM_ORDER.compare(a, b) <= 0 ? a : b;
    }
}
