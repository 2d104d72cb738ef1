package io.claudeflow.swarm.memory.task;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.testing.Paging;
import io.claudeflow.swarm.memory.testing.Revisions;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reference: a map and the transitions of {@link Task}. */
public final class InMemoryTaskStore implements TaskStore {
    static final Comparator<Task> CLAIM_ORDER = Comparator.comparing(
                    (Task task) -> task.spec().priority())
            .thenComparing(Task::createdAt)
            .thenComparing(Task::id);

    private final Clock clock;
    private final Revisions revisions;
    private final Map<String, Map<String, Task>> swarms = new HashMap<>();

    public InMemoryTaskStore(Clock clock, Revisions revisions) {
        this.clock = clock;
        this.revisions = revisions;
    }

    @Override
    public synchronized Task create(String swarm, TaskSpec spec) {
        if (tasks(swarm).containsKey(spec.id())) {
            throw Task.inUse(spec.id());
        }
        return put(swarm, spec);
    }

    @Override
    public synchronized Task put(String swarm, TaskSpec spec) {
        checkGraph(swarm, spec.id(), spec.dependencies());
        var before = tasks(swarm).get(spec.id());
        var task = before == null
                ? Task.created(spec, clock.instant(), revisions.next())
                : view(before).redefined(spec, clock.instant(), revisions.next());
        return save(swarm, task);
    }

    @Override
    public synchronized Optional<Task> get(String swarm, String id) {
        return Optional.ofNullable(tasks(swarm).get(id)).map(this::view);
    }

    @Override
    public synchronized Page<Task> list(String swarm, TaskQuery query) {
        return Paging.page(
                tasks(swarm).values().stream().map(this::view).filter(query::selects),
                CLAIM_ORDER,
                Task::id,
                query.listing(),
                query.page());
    }

    @Override
    public synchronized Task move(String swarm, String id, StatusChange change, @Nullable Revision fence) {
        var task = existing(swarm, id);
        return save(swarm, task.moved(change, fence, open(swarm, task), clock.instant(), revisions.next()));
    }

    @Override
    public synchronized Task progress(
            String swarm, String id, String progress, @Nullable String agent, @Nullable Revision fence) {
        var task = existing(swarm, id);
        return save(swarm, task.progressed(progress, agent, fence, clock.instant(), revisions.next()));
    }

    @Override
    public synchronized Task assign(String swarm, String id, @Nullable String agent) {
        return save(swarm, existing(swarm, id).assigned(agent, clock.instant(), revisions.next()));
    }

    @Override
    public synchronized Task setDependencies(String swarm, String id, List<String> dependencies) {
        var task = existing(swarm, id);
        var after = task.waitingFor(dependencies, clock.instant(), revisions.next());
        checkGraph(swarm, id, after.spec().dependencies());
        return save(swarm, after);
    }

    @Override
    public synchronized Optional<Task> claim(String swarm, String agent, Duration lease) {
        TaskLease.checkDuration(lease);
        return tasks(swarm).values().stream()
                .map(this::view)
                .filter(task -> task.claimableBy(agent) && open(swarm, task).isEmpty())
                .min(CLAIM_ORDER)
                .map(task -> save(swarm, task.claimed(agent, lease, clock.instant(), revisions.next())));
    }

    @Override
    public synchronized Task claim(String swarm, String id, String agent, Duration lease) {
        var task = existing(swarm, id);
        task.checkClaimable(agent, !open(swarm, task).isEmpty());
        return save(swarm, task.claimed(agent, lease, clock.instant(), revisions.next()));
    }

    @Override
    public synchronized Task renew(String swarm, String id, Revision fence, Duration lease) {
        return save(swarm, existing(swarm, id).renewed(fence, lease, clock.instant(), revisions.next()));
    }

    @Override
    public synchronized Task release(String swarm, String id, Revision fence) {
        return save(swarm, existing(swarm, id).released(fence, clock.instant(), revisions.next()));
    }

    @Override
    public synchronized boolean delete(String swarm, String id) {
        var waiting = tasks(swarm).values().stream()
                .filter(task -> task.spec().dependencies().contains(id))
                .map(Task::id)
                .sorted()
                .toList();
        TaskGraph.checkRemovable(id, waiting);
        return tasks(swarm).remove(id) != null;
    }

    @Override
    public synchronized int collectExpired(int limit) {
        int collected = 0;
        for (var tasks : swarms.values()) {
            for (var entry : tasks.entrySet()) {
                var view = view(entry.getValue());
                if (collected < limit && !view.equals(entry.getValue())) {
                    entry.setValue(view.written(clock.instant(), revisions.next()));
                    collected++;
                }
            }
        }
        return collected;
    }

    private Map<String, Task> tasks(String swarm) {
        return swarms.computeIfAbsent(EntryKey.checkSwarm(swarm), _ -> new HashMap<>());
    }

    private Task view(Task task) {
        return task.asOf(clock.instant());
    }

    private Task existing(String swarm, String id) {
        return get(swarm, id).orElseThrow(() -> Task.unknown(id));
    }

    private Task save(String swarm, Task task) {
        tasks(swarm).put(task.id(), task);
        return task;
    }

    private List<String> open(String swarm, Task task) {
        return task.spec().dependencies().stream()
                .filter(id -> {
                    var dependency = tasks(swarm).get(id);
                    return dependency == null || dependency.status() != TaskStatus.COMPLETED;
                })
                .toList();
    }

    private void checkGraph(String swarm, String id, List<String> dependencies) {
        TaskGraph.check(id, dependencies, other -> {
            var task = tasks(swarm).get(other);
            return task == null ? null : task.spec().dependencies();
        });
    }
}
