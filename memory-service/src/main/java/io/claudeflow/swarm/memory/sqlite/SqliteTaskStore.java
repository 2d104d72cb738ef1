package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.task.StatusChange;
import io.claudeflow.swarm.memory.task.Task;
import io.claudeflow.swarm.memory.task.TaskLease;
import io.claudeflow.swarm.memory.task.TaskQuery;
import io.claudeflow.swarm.memory.task.TaskSpec;
import io.claudeflow.swarm.memory.task.TaskStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tasks as rows of tasks. Every operation is one write: the row is read, a transition of {@link Task} is called, and
 * the result is written.
 */
public final class SqliteTaskStore implements TaskStore {
    private static final String ENDED =
            "SELECT swarm, id FROM tasks WHERE lease_expires_at <= ? ORDER BY lease_expires_at LIMIT ?";

    private final Database database;

    public SqliteTaskStore(Database database) {
        this.database = database;
    }

    /** What becomes of a task; {@code row} is its row, {@code task} what it means now. */
    @FunctionalInterface
    private interface Transition {
        Task of(WriteTransaction tx, TaskRows.Row row, Task task) throws SQLException;
    }

    private Task change(String swarm, String id, Transition transition) {
        EntryKey.checkSwarm(swarm);
        return database.write(tx -> change(tx, swarm, id, transition));
    }

    private static Task change(WriteTransaction tx, String swarm, String id, Transition transition)
            throws SQLException {
        var row = TaskRows.find(tx::prepare, swarm, id);
        if (row == null) {
            throw Task.unknown(id);
        }
        var after = transition.of(tx, row, row.task().asOf(tx.now()));
        return TaskWrites.update(tx, swarm, row.task(), after);
    }

    @Override
    public Task create(String swarm, TaskSpec spec) {
        EntryKey.checkSwarm(swarm);
        return database.write(spec.description().length(), tx -> {
            if (TaskRows.find(tx::prepare, swarm, spec.id()) != null) {
                throw Task.inUse(spec.id());
            }
            return insert(tx, swarm, spec);
        });
    }

    @Override
    public Task put(String swarm, TaskSpec spec) {
        EntryKey.checkSwarm(swarm);
        return database.write(spec.description().length(), tx -> {
            if (TaskRows.find(tx::prepare, swarm, spec.id()) == null) {
                return insert(tx, swarm, spec);
            }
            TaskWrites.checkDependencies(tx, swarm, spec.id(), spec.dependencies());
            return change(tx, swarm, spec.id(), (_, _, task) -> task.redefined(spec, tx.now(), tx.revision()));
        });
    }

    private static Task insert(WriteTransaction tx, String swarm, TaskSpec spec) throws SQLException {
        TaskWrites.checkDependencies(tx, swarm, spec.id(), spec.dependencies());
        return TaskWrites.insert(tx, swarm, Task.created(spec, tx.now(), tx.revision()));
    }

    @Override
    public Optional<Task> get(String swarm, String id) {
        EntryKey.checkSwarm(swarm);
        var now = SqliteTime.rounded(database.clock().instant());
        return Optional.ofNullable(
                        database.<TaskRows.@Nullable Row>read(session -> TaskRows.find(session::prepare, swarm, id)))
                .map(row -> row.task().asOf(now));
    }

    @Override
    public Page<Task> list(String swarm, TaskQuery query) {
        EntryKey.checkSwarm(swarm);
        return TaskListing.list(database, swarm, query);
    }

    @Override
    public Task move(String swarm, String id, StatusChange change, @Nullable Revision fence) {
        return change(swarm, id, (tx, row, task) -> {
            var open = row.waits()
                    ? TaskWrites.open(tx::prepare, swarm, task.spec().dependencies())
                    : List.<String>of();
            return task.moved(change, fence, open, tx.now(), tx.revision());
        });
    }

    @Override
    public Task progress(String swarm, String id, String progress, @Nullable String agent, @Nullable Revision fence) {
        return change(swarm, id, (tx, _, task) -> task.progressed(progress, agent, fence, tx.now(), tx.revision()));
    }

    @Override
    public Task assign(String swarm, String id, @Nullable String agent) {
        return change(swarm, id, (tx, _, task) -> task.assigned(agent, tx.now(), tx.revision()));
    }

    @Override
    public Task setDependencies(String swarm, String id, List<String> dependencies) {
        return change(swarm, id, (tx, _, task) -> {
            var after = task.waitingFor(dependencies, tx.now(), tx.revision());
            TaskWrites.checkDependencies(tx, swarm, id, after.spec().dependencies());
            return after;
        });
    }

    @Override
    public Optional<Task> claim(String swarm, String agent, Duration lease) {
        EntryKey.checkSwarm(swarm);
        Names.check("agent", agent, TaskSpec.MAX_ID_BYTES);
        TaskLease.checkDuration(lease);
        return Optional.ofNullable(database.<@Nullable Task>write(tx -> {
            var id = TaskWrites.next(tx, swarm, agent);
            return id == null
                    ? null
                    : change(tx, swarm, id, (_, _, task) -> task.claimed(agent, lease, tx.now(), tx.revision()));
        }));
    }

    @Override
    public Task claim(String swarm, String id, String agent, Duration lease) {
        Names.check("agent", agent, TaskSpec.MAX_ID_BYTES);
        return change(swarm, id, (tx, row, task) -> {
            task.checkClaimable(agent, row.waits());
            return task.claimed(agent, lease, tx.now(), tx.revision());
        });
    }

    @Override
    public Task renew(String swarm, String id, Revision fence, Duration lease) {
        return change(swarm, id, (tx, _, task) -> task.renewed(fence, lease, tx.now(), tx.revision()));
    }

    @Override
    public Task release(String swarm, String id, Revision fence) {
        return change(swarm, id, (tx, _, task) -> task.released(fence, tx.now(), tx.revision()));
    }

    @Override
    public boolean delete(String swarm, String id) {
        EntryKey.checkSwarm(swarm);
        return database.write(tx -> {
            var row = TaskRows.find(tx::prepare, swarm, id);
            if (row != null) {
                TaskWrites.delete(tx, swarm, row.task());
            }
            return row != null;
        });
    }

    @Override
    public int collectExpired(int limit) {
        return database.write(tx -> {
            record Ended(String swarm, String id) {}
            var ended = new ArrayList<Ended>();
            Statements statements = tx::prepare;
            try (var row = statements.bind(ENDED, tx.nowText(), limit).executeQuery()) {
                while (row.next()) {
                    ended.add(new Ended(row.getString(1), row.getString(2)));
                }
            }
            for (var task : ended) {
                if (TaskRows.listed(tx::prepare, task.swarm(), task.id()) != null) {
                    change(tx, task.swarm(), task.id(), (_, _, view) -> view.written(tx.now(), tx.revision()));
                }
            }
            return ended.size();
        });
    }

    /** Whether a lease has run out that no row knows of, without a write. */
    boolean hasExpired() {
        var now = SqliteTime.format(database.clock().instant());
        return database.read(session -> {
            Statements statements = session::prepare;
            try (var row = statements.bind(ENDED, now, 1).executeQuery()) {
                return row.next();
            }
        });
    }
}
