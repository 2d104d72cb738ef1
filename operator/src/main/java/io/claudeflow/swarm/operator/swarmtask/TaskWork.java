package io.claudeflow.swarm.operator.swarmtask;

import com.fasterxml.jackson.databind.JsonNode;
import io.claudeflow.swarm.crd.v1alpha1.SubtaskStatus;
import io.claudeflow.swarm.crd.v1alpha1.SwarmTaskSpec;
import io.claudeflow.swarm.crd.v1alpha1.SwarmTaskStatus;
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
import io.claudeflow.swarm.operator.plan.PlanResult;
import io.claudeflow.swarm.operator.plan.TaskPlan;
import io.claudeflow.swarm.operator.plan.TaskPlan.Wish;
import io.claudeflow.swarm.operator.plan.TaskPlanner;
import io.claudeflow.swarm.operator.reading.TaskReader;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.claudeflow.swarm.operator.resource.TaskResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One look at one task: it is recorded if it is not, and then read. */
final class TaskWork {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration WHILE_WAITING = Duration.ofSeconds(10);
    private static final Duration WHILE_CONTESTED = Duration.ofSeconds(30);
    private static final Duration FOR_EVER = Duration.ofHours(24);
    /** For so long a task counts as recorded while its store is silent. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ObjectApplier applier;
    private final StoreDirectory stores;
    private final MemoryContents contents;
    private final TaskRecorder recorder;
    private final Events events;
    private final Duration interval;
    private final Clock clock;

    TaskWork(
            ObjectApplier applier,
            StoreDirectory stores,
            MemoryContents contents,
            Events events,
            Duration interval,
            Clock clock) {
        this.applier = applier;
        this.stores = stores;
        this.contents = contents;
        this.recorder = new TaskRecorder(contents);
        this.events = events;
        this.interval = interval;
        this.clock = clock;
    }

    /** The status after a look, and when the next one is due. */
    record Pass(SwarmTaskStatus status, Duration again) {}

    /** What a look is about. */
    private record Look(TaskResource task, SwarmTaskStatus previous, TaskOutcome outcome, Instant now) {
        /** Whether the task is in the memory as the present spec declares it. */
        boolean recorded() {
            return Conditions.holds(
                    previous.conditions(),
                    ConditionType.READY,
                    task.getMetadata().getGeneration());
        }
    }

    Pass pass(TaskResource task) {
        var now = clock.instant();
        var metadata = task.getMetadata();
        var store = TaskReader.store(task);
        var previous = TaskReader.status(task);
        var id = TaskPlanner.id(metadata.getName(), metadata.getUid());
        var look = new Look(task, previous, new TaskOutcome(previous, metadata.getGeneration(), store, id, now), now);
        return switch (stores.find(metadata.getNamespace(), store)) {
            case Door.NoStore() ->
                hindered(
                        look,
                        Reason.STORE_NOT_FOUND,
                        "spec: there is no SwarmMemoryStore " + store
                                + " in this namespace (expected: one). The task is recorded when it appears.",
                        WHILE_WAITING);
            case Door.Closed(var why, var leaving, var since) -> {
                var soon = since.map(begin -> begin.plus(PATIENCE).isAfter(now)).orElse(true);
                yield soon && !leaving ? waiting(look, why) : notReady(look, why);
            }
            case Door.Open(var place, var _) -> look.recorded() ? read(look, place) : record(look, place);
        };
    }

    private static Pass waiting(Look look, String why) {
        return look.recorded() ? new Pass(look.previous(), WHILE_WAITING) : notReady(look, why);
    }

    private static Pass notReady(Look look, String why) {
        return hindered(
                look,
                Reason.STORE_NOT_READY,
                "SwarmMemoryStore " + look.outcome().store() + " takes no requests, the task waits for it: " + why,
                WHILE_WAITING);
    }

    private static Pass hindered(Look look, Reason reason, String message, Duration again) {
        return new Pass(look.outcome().hindered(reason, message), again);
    }

    private Pass record(Look look, Place place) {
        var spec = applier.wholeSpec(look.task());
        if (spec.isEmpty()) {
            return new Pass(look.previous(), WHILE_WAITING);
        }
        return switch (planned(look.task(), spec.get())) {
            case PlanResult.Rejected<TaskPlan> rejected ->
                hindered(look, Reason.INVALID_SPEC, rejected.message(), FOR_EVER);
            case PlanResult.Planned<TaskPlan>(var plan) -> {
                var uid = look.task().getMetadata().getUid();
                yield settle(look, recorder.record(place, plan, uid), seen -> recorded(look, plan, seen));
            }
        };
    }

    /** The plan of a whole spec. */
    static PlanResult<TaskPlan> planned(TaskResource task, JsonNode whole) {
        var metadata = task.getMetadata();
        return switch (Decoded.of(whole, "spec", SwarmTaskSpec.class)) {
            case Decoded.Misfit<SwarmTaskSpec>(var field, var problem) ->
                new PlanResult.Rejected<>(
                        PlanResult.Problem.INVALID_SPEC,
                        field,
                        field + " cannot be read: " + problem + ". Correct it; nothing was changed.");
            case Decoded.Fit<SwarmTaskSpec>(var spec) ->
                TaskPlanner.plan(metadata.getNamespace(), metadata.getName(), metadata.getUid(), spec);
        };
    }

    private Pass recorded(Look look, TaskPlan plan, Map<String, SeenTask> seen) {
        var again = look.recorded();
        events.tell(
                look.task(),
                again ? EventReason.TASK_RECORDED_AGAIN : EventReason.TASK_RECORDED,
                "Task " + look.outcome().id()
                        + (again
                                ? " was missing in the memory and is recorded again."
                                : " is recorded in the memory."));
        var subtasks = plan.wishes().stream()
                .filter(wish -> wish.subtask().isPresent())
                .map(wish -> TaskOutcome.subtask(
                        wish.subtask().orElseThrow(), Objects.requireNonNull(seen.get(wish.id())), before(look, wish)))
                .toList();
        return mirrored(look, Objects.requireNonNull(seen.get(look.outcome().id())), subtasks);
    }

    private static Optional<SubtaskStatus> before(Look look, Wish wish) {
        return subtasks(look).stream()
                .filter(known ->
                        wish.subtask().filter(name -> name.equals(known.name())).isPresent())
                .findFirst();
    }

    private static List<SubtaskStatus> subtasks(Look look) {
        return Optional.ofNullable(look.previous().subtasks()).orElse(List.of());
    }

    private Pass read(Look look, Place place) {
        return read(look, place, look.outcome().id(), main -> {
            var subtasks = new ArrayList<SubtaskStatus>();
            for (var known : subtasks(look)) {
                if (TaskOutcome.isOver(known.phase())) {
                    subtasks.add(known);
                    continue;
                }
                var reply = contents.task(place, String.valueOf(known.task()));
                if (!(reply instanceof Got<Optional<SeenTask>>(var seen))) {
                    return settle(look, reply, _ -> new Pass(look.previous(), WHILE_WAITING));
                }
                if (seen.isEmpty()) {
                    return record(look, place);
                }
                subtasks.add(TaskOutcome.subtask(String.valueOf(known.name()), seen.get(), Optional.of(known)));
            }
            return mirrored(look, main, subtasks);
        });
    }

    private Pass read(Look look, Place place, String id, Next<SeenTask> next) {
        return settle(
                look,
                contents.task(place, id),
                seen -> seen.isPresent() ? next.after(seen.get()) : record(look, place));
    }

    private Pass mirrored(Look look, SeenTask main, List<SubtaskStatus> subtasks) {
        var status = look.outcome().mirrored(main, subtasks);
        return new Pass(status, TaskOutcome.isOver(status.phase()) ? FOR_EVER : interval);
    }

    /** What follows a good answer. */
    @FunctionalInterface
    private interface Next<T> {
        Pass after(T value);
    }

    private <T> Pass settle(Look look, Reply<T> reply, Next<T> next) {
        return switch (reply) {
            case Got<T>(var value) -> next.after(value);
            case Refused<T>(var message) ->
                hindered(
                        look,
                        Reason.REFUSED,
                        "The memory of SwarmMemoryStore " + look.outcome().store() + " refused the task: " + message,
                        Duration.ofMinutes(1));
            case Changed<T>(var message) ->
                hindered(look, Reason.CONFLICT, "The memory has another opinion: " + message + ".", WHILE_CONTESTED);
            case Silent<T>(var problem, var _) -> waiting(look, problem);
            case Later<T>() -> new Pass(look.previous(), AT_ONCE);
        };
    }
}
