package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.task.InMemoryTaskStore;
import io.claudeflow.swarm.memory.task.Priority;
import io.claudeflow.swarm.memory.task.StatusChange;
import io.claudeflow.swarm.memory.task.Task;
import io.claudeflow.swarm.memory.task.TaskLease;
import io.claudeflow.swarm.memory.task.TaskQuery;
import io.claudeflow.swarm.memory.task.TaskSpec;
import io.claudeflow.swarm.memory.task.TaskStatus;
import io.claudeflow.swarm.memory.task.TaskStore;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Paging;
import io.claudeflow.swarm.memory.testing.Revisions;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Random operations on tasks have the same outcome on SQLite, restarts included, as on the store in memory. */
class TaskModelTest {
    static final List<Long> SEEDS = Seeds.count(12);

    private static final int OPERATIONS = 250;
    private static final int IDS = 9;
    private static final Revision ANY = new Revision(1, 0);
    private static final String[] AGENTS = {"v", "w"};
    private static final String[] SWARMS = {"s1", "s1", "s1", "s2"};

    private final ManualClock clock = new ManualClock();
    private final TaskStore model = new InMemoryTaskStore(clock, new Revisions());

    /** The token of a claim in both stores, whose revisions differ. */
    private record Fences(
            @Nullable Revision model, @Nullable Revision sqlite) {}

    private final Map<String, Fences> fences = new HashMap<>();

    @RegisterExtension
    final TestDatabase database = new TestDatabase(clock);

    @ParameterizedTest(name = "seed {0}")
    @FieldSource("SEEDS")
    void randomOperations_withRestarts_agreeWithTheModel(long seed) {
        var random = Seeds.random(seed);
        var sqlite = new SqliteTaskStore(database.get());
        for (int i = 0; i < OPERATIONS; i++) {
            if (random.nextInt(60) == 0) {
                sqlite = new SqliteTaskStore(database.reopen());
            }
            step(random, sqlite, "operation " + i);
        }
        for (var swarm : List.of("s1", "s2")) {
            compare("the end", store -> list(store, swarm, TaskQuery.ALL), sqlite);
            for (int i = 0; i < IDS; i++) {
                var agent = Seeds.pick(random, AGENTS);
                compare("what is left", store -> store.claim(swarm, agent, TaskLease.DEFAULT), sqlite);
            }
        }
    }

    private void step(RandomGenerator random, TaskStore sqlite, String where) {
        var swarm = Seeds.pick(random, SWARMS);
        var id = "t" + random.nextInt(IDS);
        var agent = Seeds.pick(random, AGENTS);
        var lease = Duration.ofSeconds(1 + random.nextInt(5));
        var dependencies = ids(random);
        var spec = new TaskSpec(
                id,
                "d" + random.nextInt(3),
                Seeds.pick(random, Priority.values()),
                random.nextInt(3) == 0 ? agent : null,
                random.nextInt(3) == 0 ? List.of() : dependencies,
                null);
        switch (random.nextInt(16)) {
            case 0, 1 -> compare(where, store -> store.create(swarm, spec), sqlite);
            case 2 -> compare(where, store -> store.put(swarm, spec), sqlite);
            case 3, 4 -> {
                var status = random.nextBoolean() ? TaskStatus.COMPLETED : Seeds.pick(random, TaskStatus.values());
                var change = new StatusChange(status, random.nextBoolean() ? null : "false");
                boolean fenced = random.nextInt(4) != 0;
                compareFenced(where, swarm, id, fenced, (s, fence) -> s.move(swarm, id, change, fence), sqlite);
            }
            case 5 -> compare(where, store -> store.assign(swarm, id, random(spec)), sqlite);
            case 6 -> compare(where, store -> store.setDependencies(swarm, id, dependencies), sqlite);
            case 7, 8 -> {
                var claimed = compare(where, store -> store.claim(swarm, agent, lease), sqlite);
                remember(swarm, claimed);
            }
            case 9 -> {
                var claimed = compare(where, store -> store.claim(swarm, id, agent, lease), sqlite);
                remember(swarm, claimed);
            }
            case 10 -> compareFenced(where, swarm, id, true, (s, f) -> s.renew(swarm, id, some(f), lease), sqlite);
            case 11 -> compareFenced(where, swarm, id, true, (s, f) -> s.release(swarm, id, some(f)), sqlite);
            case 12 -> compare(where, store -> store.delete(swarm, id), sqlite);
            case 13 -> {
                if (random.nextInt(4) == 0) {
                    compare(where, store -> store.collectExpired(1000), sqlite);
                }
                compareFenced(where, swarm, id, true, (s, f) -> s.progress(swarm, id, "7", null, f), sqlite);
            }
            case 14 -> clock.advance(Duration.ofMillis(500L * random.nextInt(6)));
            default -> {
                for (var status : TaskStatus.values()) {
                    var query = new TaskQuery(
                            random.nextInt(4) == 0 ? null : status,
                            random.nextBoolean() ? null : agent,
                            random.nextInt(3) > 0 ? null : Seeds.pick(random, Priority.values()),
                            PageRequest.first(1 + random.nextInt(4)));
                    compare(where, store -> list(store, swarm, query), sqlite);
                }
            }
        }
    }

    private static @Nullable String random(TaskSpec spec) {
        return spec.assignedTo();
    }

    private static Revision some(@Nullable Revision fence) {
        return fence == null ? new Revision(9, 9) : fence;
    }

    private static List<String> ids(RandomGenerator random) {
        var ids = new ArrayList<String>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            ids.add("t" + random.nextInt(IDS));
        }
        return ids;
    }

    private static List<Task> list(TaskStore store, String swarm, TaskQuery query) {
        return Paging.walk(query.page().limit(), page -> store.list(swarm, query.page(page)));
    }

    private void remember(String swarm, Results claimed) {
        var ofModel = lease(claimed.model());
        var ofSqlite = lease(claimed.sqlite());
        if (ofModel != null && ofSqlite != null && claimed.id() != null) {
            fences.put(swarm + claimed.id(), new Fences(ofModel.fence(), ofSqlite.fence()));
        }
    }

    private static @Nullable TaskLease lease(@Nullable Object result) {
        return switch (result) {
            case Task task -> task.lease();
            case Optional<?> optional -> lease(optional.orElse(null));
            case null, default -> null;
        };
    }

    /** What the stores answered, null for a failure. */
    private record Results(@Nullable Object model, @Nullable Object sqlite) {
        @Nullable
        String id() {
            return model instanceof Task task
                    ? task.id()
                    : model instanceof Optional<?> optional && optional.orElse(null) instanceof Task task
                            ? task.id()
                            : null;
        }
    }

    @FunctionalInterface
    private interface Fenced {
        Object on(TaskStore store, @Nullable Revision fence);
    }

    private void compareFenced(
            String where, String swarm, String id, boolean fenced, Fenced operation, TaskStore sqlite) {
        var known = fenced ? fences.getOrDefault(swarm + id, new Fences(null, null)) : new Fences(null, null);
        compare(where, () -> operation.on(model, known.model()), () -> operation.on(sqlite, known.sqlite()));
    }

    private Results compare(String where, Function<TaskStore, Object> operation, TaskStore sqlite) {
        return compare(where, () -> operation.apply(model), () -> operation.apply(sqlite));
    }

    /** Runs the operation on both stores; they answer or fail alike. */
    private static Results compare(String where, Supplier<Object> onModel, Supplier<Object> onSqlite) {
        var expected = outcome(onModel);
        var actual = outcome(onSqlite);
        assertThat(plain(actual)).as(where).isEqualTo(plain(expected));
        return new Results(expected, actual);
    }

    private static Object outcome(Supplier<Object> operation) {
        try {
            return operation.get();
        } catch (MemoryException e) {
            return e.kind() + " " + e.field();
        }
    }

    private static Object plain(Object result) {
        return switch (result) {
            case Task task -> plain(task);
            case Optional<?> optional -> optional.map(TaskModelTest::plain);
            case List<?> list -> list.stream().map(TaskModelTest::plain).toList();
            default -> result;
        };
    }

    /** The task without revisions, which failures use up in the model only. */
    private static Task plain(Task task) {
        var lease = task.lease();
        return new Task(
                task.spec(),
                task.status(),
                task.result(),
                task.progress(),
                task.createdAt(),
                task.updatedAt(),
                task.completedAt(),
                task.attempts(),
                lease == null ? null : new TaskLease(lease.agent(), ANY, lease.expiresAt()),
                task.version(),
                ANY);
    }
}
