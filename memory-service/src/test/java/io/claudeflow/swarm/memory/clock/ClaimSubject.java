package io.claudeflow.swarm.memory.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.task.Task;
import io.claudeflow.swarm.memory.task.TaskLease;
import io.claudeflow.swarm.memory.task.TaskQuery;
import io.claudeflow.swarm.memory.task.TaskSpec;
import io.claudeflow.swarm.memory.task.TaskStatus;
import io.claudeflow.swarm.memory.task.TaskStore;
import io.claudeflow.swarm.memory.testing.Paging;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Claims of tasks; the tasks themselves never end. */
final class ClaimSubject implements Subject {
    private static final List<String> TASKS =
            IntStream.range(0, 4).mapToObj(i -> "task-" + i).toList();

    private final Lifetimes<TaskLease> model = new Lifetimes<>();
    private boolean created;

    @Override
    public void clockMoved(Instant now) {
        model.clockMoved(now);
    }

    @Override
    public @Nullable Instant someEnd(RandomGenerator random) {
        return model.someEnd(random);
    }

    private TaskStore tasks(MemoryEngine engine) {
        var tasks = engine.coordination().tasks();
        if (!created) {
            TASKS.forEach(id -> tasks.create(SWARM, TaskSpec.of(id, "something")));
            created = true;
        }
        return tasks;
    }

    @Override
    public void act(MemoryEngine engine, RandomGenerator random, Instant now) {
        var tasks = tasks(engine);
        var id = TASKS.get(random.nextInt(TASKS.size()));
        var agent = Seeds.pick(random, "a", "b");
        var lease = Duration.ofMillis(1_000 + random.nextInt(4_000));
        switch (random.nextInt(5)) {
            case 0 -> claimNext(tasks, now, agent, lease);
            case 1 -> holding(id, now, fence -> claimed(tasks.renew(SWARM, id, fence.fence(), lease)));
            case 2 ->
                holding(id, now, fence -> {
                    tasks.release(SWARM, id, fence.fence());
                    model.remove(id);
                });
            default -> claim(tasks, now, id, agent, lease);
        }
    }

    private void claimed(Task task) {
        var lease = task.lease();
        assertThat(lease).isNotNull();
        if (lease != null) {
            model.put(task.id(), lease, lease.expiresAt());
        }
    }

    private void claimNext(TaskStore tasks, Instant now, String agent, Duration lease) {
        var claimed = tasks.claim(SWARM, agent, lease);
        if (claimed.isPresent()) {
            assertThat(model.certain(claimed.get().id()))
                    .as("%s at %s", claimed, now)
                    .isFalse();
            claimed(claimed.get());
        } else {
            assertThat(TASKS).allMatch(id -> model.possible(id, now));
        }
    }

    private void claim(TaskStore tasks, Instant now, String id, String agent, Duration lease) {
        try {
            var claimed = tasks.claim(SWARM, id, agent, lease);
            assertThat(model.certain(id)).as("%s at %s", claimed, now).isFalse();
            claimed(claimed);
        } catch (MemoryException e) {
            assertThat(e.kind()).isEqualTo(FailureKind.CONFLICT);
            assertThat(model.possible(id, now)).as("%s at %s", id, now).isTrue();
        }
    }

    private interface Held {
        void with(TaskLease lease);
    }

    private void holding(String id, Instant now, Held work) {
        var lease = model.value(id);
        if (lease == null) {
            return;
        }
        try {
            work.with(lease);
        } catch (MemoryException e) {
            assertThat(e.kind()).isEqualTo(FailureKind.PRECONDITION_FAILED);
            assertThat(model.certain(id)).as("%s at %s", lease, now).isFalse();
        }
    }

    @Override
    public void look(MemoryEngine engine, RandomGenerator random, Instant now, String where) {
        lookAround(engine, now, where);
    }

    @Override
    public void lookAround(MemoryEngine engine, Instant now, String where) {
        var tasks = tasks(engine);
        var all = TASKS.stream().flatMap(id -> tasks.get(SWARM, id).stream()).toList();
        assertThat(all).hasSize(TASKS.size());
        model.check(where + ", tasks", now, leases(all));
        assertThat(all).allMatch(task -> (task.lease() == null) == (task.status() == TaskStatus.PENDING));
        model.check(where + ", list of tasks", now, leases(listed(tasks, TaskQuery.ALL)));
        var busy = listed(tasks, TaskQuery.ALL.withStatus(TaskStatus.IN_PROGRESS));
        assertThat(busy).allMatch(task -> task.lease() != null);
        model.check(where + ", list of tasks in progress", now, leases(busy));
        var free = listed(tasks, TaskQuery.ALL.withStatus(TaskStatus.PENDING));
        assertThat(free).allMatch(task -> task.lease() == null);
        assertThat(free.size() + busy.size()).isEqualTo(TASKS.size());
        for (var agent : List.of("a", "b")) {
            var mine = model.possible(now).entrySet().stream()
                    .filter(one -> one.getValue().agent().equals(agent))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            model.check(where + ", tasks of " + agent, now, leases(listed(tasks, TaskQuery.ALL.forAgent(agent))), mine);
        }
        lookAtSnapshot(engine, now, where);
    }

    private static Map<String, TaskLease> leases(List<Task> tasks) {
        var leases = new HashMap<String, TaskLease>();
        for (var task : tasks) {
            var lease = task.lease();
            if (lease != null) {
                leases.put(task.id(), lease);
            }
        }
        return leases;
    }

    private static List<Task> listed(TaskStore tasks, TaskQuery query) {
        return Paging.walk(2, page -> tasks.list(SWARM, query.page(page)));
    }

    private void lookAtSnapshot(MemoryEngine engine, Instant now, String where) {
        var shown = new HashMap<String, String>();
        var snapshot = engine.insight().snapshots().swarm(SWARM).content();
        if (snapshot.get("openTasks") instanceof Document.Items(var items)) {
            for (var item : items) {
                if (item instanceof Document.Fields task
                        && task.get("id") instanceof Document.Text(var id)
                        && task.get("lease_agent") instanceof Document.Text(var agent)) {
                    shown.put(id, agent);
                }
            }
        }
        var holders = model.possible(now).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().agent()));
        model.check(where + ", tasks of the snapshot", now, shown, holders);
    }
}
