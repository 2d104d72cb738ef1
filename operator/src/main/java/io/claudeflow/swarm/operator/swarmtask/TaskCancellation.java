package io.claudeflow.swarm.operator.swarmtask;

import io.claudeflow.swarm.crd.v1alpha1.TaskPhase;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.memoryaccess.Door;
import io.claudeflow.swarm.operator.memoryaccess.StoreDirectory;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Changed;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Got;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Later;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Place;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Refused;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Reply;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.SeenTask;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Silent;
import io.claudeflow.swarm.operator.plan.Marks;
import io.claudeflow.swarm.operator.plan.PlanResult;
import io.claudeflow.swarm.operator.plan.TaskPlan;
import io.claudeflow.swarm.operator.plan.TaskPlan.Wish;
import io.claudeflow.swarm.operator.reading.TaskReader;
import io.claudeflow.swarm.operator.resource.TaskResource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Gives up what nobody has ended of a task that goes, and always comes to an end. */
final class TaskCancellation {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ObjectApplier applier;
    private final StoreDirectory stores;
    private final MemoryContents contents;
    private final Events events;
    private final Clock clock;

    TaskCancellation(
            ObjectApplier applier, StoreDirectory stores, MemoryContents contents, Events events, Clock clock) {
        this.applier = applier;
        this.stores = stores;
        this.contents = contents;
        this.events = events;
        this.clock = clock;
    }

    /** Whether the resource may go. */
    boolean finished(TaskResource task) {
        if (TaskReader.status(task).phase() == TaskPhase.COMPLETED) {
            return true;
        }
        return switch (stores.find(task.getMetadata().getNamespace(), TaskReader.store(task))) {
            case Door.NoStore() -> left(task, "there is no such store any more");
            case Door.Closed(var why, var leaving, var _) ->
                leaving ? left(task, "the store is being deleted") : waitedEnough(task, why);
            case Door.Open(var place, var leaving) ->
                cancelled(task, place) || (leaving && left(task, "the store is being deleted"));
        };
    }

    private boolean cancelled(TaskResource task, Place place) {
        var cancelled = false;
        for (var wish : wishes(task).reversed()) {
            var reply = cancelled(task, place, wish.id());
            switch (reply) {
                case Got<Boolean>(var now) -> cancelled |= now;
                case Changed<Boolean> _ -> {
                    return false;
                }
                case Later<Boolean>() -> {
                    return false;
                }
                case Refused<Boolean>(var message) -> {
                    return left(task, message);
                }
                case Silent<Boolean>(var problem, var _) -> {
                    return waitedEnough(task, problem);
                }
            }
        }
        if (cancelled) {
            events.tell(task, EventReason.TASK_CANCELLED, "What nobody had ended was given up with the resource.");
        }
        return true;
    }

    /** Whether there was something to give up. */
    private Reply<Boolean> cancelled(TaskResource task, Place place, String id) {
        return contents.task(place, id).then(seen -> {
            var open = seen.filter(found -> !TaskRecorder.isOver(found))
                    .filter(found -> task.getMetadata()
                            .getUid()
                            .equals(found.content().metadata().path(Marks.UID).asText()));
            return open.isEmpty()
                    ? new Got<>(false)
                    : contents.cancel(place, id, open.flatMap(SeenTask::fence)).then(_ -> new Got<>(true));
        });
    }

    private List<Wish> wishes(TaskResource task) {
        return applier.wholeSpec(task)
                .map(spec -> TaskWork.planned(task, spec))
                .flatMap(result -> result instanceof PlanResult.Planned<TaskPlan>(var plan)
                        ? Optional.of(plan.wishes())
                        : Optional.empty())
                .orElse(List.of());
    }

    private boolean waitedEnough(TaskResource task, String why) {
        var deleted = Instant.parse(task.getMetadata().getDeletionTimestamp());
        return (!clock.instant().isBefore(deleted.plus(PATIENCE))
                        || applier.namespaceEnds(task.getMetadata().getNamespace()))
                && left(task, why);
    }

    /** The resource goes without its tasks; people are told if there may be some. */
    private boolean left(TaskResource task, String why) {
        if (TaskReader.status(task).recordedAt() != null) {
            events.tell(
                    task,
                    EventReason.TASK_LEFT,
                    "The task was not cancelled in SwarmMemoryStore " + TaskReader.store(task) + ": " + why
                            + ". Wherever the data is, the task still is in it.");
        }
        return true;
    }
}
