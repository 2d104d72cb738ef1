package io.claudeflow.swarm.memory.sqlite;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.task.Priority;
import io.claudeflow.swarm.memory.task.StatusChange;
import io.claudeflow.swarm.memory.task.TaskQuery;
import io.claudeflow.swarm.memory.task.TaskSpec;
import io.claudeflow.swarm.memory.task.TaskStatus;
import io.claudeflow.swarm.memory.task.TaskStore;
import io.claudeflow.swarm.memory.task.TaskStoreContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteTaskStoreTest extends TaskStoreContract {
    @RegisterExtension
    final TestDatabase database = new TestDatabase(clock);

    @Override
    protected TaskStore open() {
        return new SqliteTaskStore(database.get());
    }

    @Test
    void shouldBeThereAfterARestartAndReadablePlainly() {
        var store = open();
        store.create("s1", TaskSpec.of("a", "first"));
        var waiting = store.create("s1", new TaskSpec("b", "second", Priority.HIGH, "w", List.of("a"), "{\"m\":1}"));
        var done = store.move("s1", "a", new StatusChange(TaskStatus.COMPLETED, "{\"ok\":true}"), null);
        database.reopen();
        assertThat(open().get("s1", "a")).contains(done);
        assertThat(open().get("s1", "b")).contains(waiting);
        assertThat(database.rows("SELECT id FROM tasks WHERE status='completed'"
                        + " AND completed_at > datetime('2026-01-07 10:00:00', '-1 day')"))
                .containsExactly("a");
        assertThat(database.rows(
                        "SELECT id, status, priority, assigned_to, dependencies, result FROM tasks ORDER BY id"))
                .containsExactly("a|completed|medium|null|[]|{\"ok\":true}", "b|assigned|high|w|[\"a\"]|null");
        assertThat(database.rows("SELECT t.id, d.value FROM tasks t, json_each(t.dependencies) d"))
                .containsExactly("b|a");
    }

    @Test
    void claim_manyWaiting_readsOneRowOfAnIndex() {
        database.get().write(tx -> tx.prepare("""
                        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
                        INSERT INTO tasks (swarm, id, description, status, priority, assigned_to, open_dependencies)
                        SELECT 's1', 'w' || i, 'x', iif(i % 2, 'assigned', 'pending'), 'critical',
                               iif(i % 2, 'other', NULL), iif(i % 2, 0, 1) FROM n""").executeUpdate());
        var store = open();
        store.create("s1", TaskSpec.of("free", "x").withPriority(Priority.LOW));
        assertThat(store.claim("s1", "w", Duration.ofMinutes(1)).orElseThrow().id())
                .isEqualTo("free");
        assertThat(store.claim("s1", "w", Duration.ofMinutes(1))).isEmpty();
        assertThat(plan(TaskWrites.NEXT_FREE))
                .contains("SEARCH tasks USING INDEX tasks_runnable (swarm=? AND assigned_to=?)")
                .doesNotContain("TEMP B-TREE");
        assertThat(plan(TaskWrites.NEXT_OWN))
                .contains("SEARCH tasks USING INDEX tasks_runnable (swarm=? AND assigned_to=?)")
                .doesNotContain("TEMP B-TREE");
        assertThat(plan(TaskWrites.NEXT_EXPIRED)).contains("SEARCH tasks USING INDEX tasks_lease (lease_expires_at<?)");
    }

    private String plan(String sql) {
        return String.join("\n", database.rows("EXPLAIN QUERY PLAN " + sql.replace("?", "'x'")));
    }

    @Test
    void shouldFreeADependencyOnlyOnce() {
        var store = open();
        store.create("s1", TaskSpec.of("a", "x"));
        store.create("s1", TaskSpec.of("b", "x"));
        store.create("s1", TaskSpec.of("c", "x").after("a", "b"));
        store.move("s1", "a", StatusChange.to(TaskStatus.COMPLETED), null);
        store.put("s1", TaskSpec.of("a", "described again"));
        assertThat(open("c")).isEqualTo("1");
        store.setDependencies("s1", "c", List.of("a"));
        assertThat(open("c")).isEqualTo("0");
        assertThat(store.delete("s1", "b")).isTrue();
        assertFails(FailureKind.CONFLICT, "id: a", () -> store.delete("s1", "a"));
        assertThat(store.list("s1", TaskQuery.ALL).items()).hasSize(2);
    }

    private String open(String task) {
        return database.rows("SELECT open_dependencies FROM tasks WHERE id = '" + task + "'")
                .getFirst();
    }
}
