package io.claudeflow.swarm.memory.workflow;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
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

/** The reference: a map. */
public final class InMemoryWorkflowStore implements WorkflowStore {
    private final Clock clock;
    private final Revisions revisions;
    private final Map<String, Map<String, Workflow>> swarms = new HashMap<>();

    public InMemoryWorkflowStore(Clock clock, Revisions revisions) {
        this.clock = clock;
        this.revisions = revisions;
    }

    @Override
    public synchronized Workflow save(String swarm, String id, String type, String state, Workflow.Status status) {
        var before = workflows(swarm).get(id);
        var now = clock.instant();
        return keep(
                swarm,
                before == null
                        ? Workflow.begun(id, type, state, status, now, revisions.next())
                        : before.saved(type, state, status, now, revisions.next()));
    }

    @Override
    public synchronized Optional<Workflow> get(String swarm, String id) {
        return Optional.ofNullable(workflows(swarm).get(id));
    }

    @Override
    public synchronized Workflow checkpoint(
            String swarm, String id, String checkpoint, @Nullable Long expectedVersion) {
        var workflow = existing(swarm, id, expectedVersion);
        return keep(swarm, workflow.checkpointed(checkpoint, clock.instant(), revisions.next()));
    }

    @Override
    public synchronized Workflow resume(String swarm, String id, long expectedVersion) {
        var workflow = existing(swarm, id, expectedVersion);
        if (workflow.status() == Workflow.Status.COMPLETED) {
            throw MemoryException.ofField(FailureKind.CONFLICT, "id", id, "a workflow that is not completed");
        }
        return keep(swarm, workflow.resumed(clock.instant(), revisions.next()));
    }

    @Override
    public synchronized List<Workflow> interrupted(String swarm, Duration silence, int limit) {
        return workflows(swarm).values().stream()
                .filter(workflow -> workflow.status() == Workflow.Status.RUNNING)
                .filter(workflow -> !workflow.updatedAt().plus(silence).isAfter(clock.instant()))
                .sorted(Comparator.comparing(Workflow::updatedAt).thenComparing(Workflow::id))
                .limit(PageRequest.first(limit).limit())
                .toList();
    }

    @Override
    public synchronized Page<Workflow> list(String swarm, @Nullable String type, PageRequest page) {
        return Paging.page(
                workflows(swarm).values().stream().filter(workflow -> type == null || type.equals(workflow.type())),
                Comparator.comparing(Workflow::id),
                Workflow::id,
                "workflows " + type,
                page);
    }

    @Override
    public synchronized boolean delete(String swarm, String id) {
        return workflows(swarm).remove(id) != null;
    }

    private Workflow existing(String swarm, String id, @Nullable Long expectedVersion) {
        var workflow = get(swarm, id)
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

    private Map<String, Workflow> workflows(String swarm) {
        return swarms.computeIfAbsent(EntryKey.checkSwarm(swarm), _ -> new HashMap<>());
    }

    private Workflow keep(String swarm, Workflow workflow) {
        workflows(swarm).put(workflow.id(), workflow);
        return workflow;
    }
}
