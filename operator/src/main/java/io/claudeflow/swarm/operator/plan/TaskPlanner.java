package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.Subtask;
import io.claudeflow.swarm.crd.v1alpha1.SwarmTaskSpec;
import io.claudeflow.swarm.crd.v1alpha1.TaskPriority;
import io.claudeflow.swarm.operator.plan.PlanResult.Planned;
import io.claudeflow.swarm.operator.plan.PlanResult.Problem;
import io.claudeflow.swarm.operator.plan.PlanResult.Rejected;
import io.claudeflow.swarm.operator.plan.TaskPlan.Wish;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the spec of a SwarmTask to the tasks of its memory. Pure. */
public final class TaskPlanner {
    private TaskPlanner() {}

    /** The id of the task of a resource: readable, and another one when the resource is made again. */
    public static String id(String name, String uid) {
        return name + "-" + String.format("%08x", Fingerprint.of(uid) >>> Integer.SIZE);
    }

    /** The plan for the task {@code name} in {@code namespace}, or the one reason why there is none. */
    public static PlanResult<TaskPlan> plan(String namespace, String name, String uid, SwarmTaskSpec spec) {
        var subtasks = Optional.ofNullable(spec.subtasks()).orElse(List.of());
        if (isUnknown(spec.priority()) || subtasks.stream().anyMatch(subtask -> isUnknown(subtask.priority()))) {
            return new Rejected<>(
                    Problem.INVALID_SPEC,
                    "spec.priority",
                    "spec.priority: its value is of another version (expected: critical, high, medium or low).");
        }
        var ordered = ordered(subtasks);
        if (ordered.size() < subtasks.size()) {
            var circle = subtasks.stream()
                    .filter(subtask -> !ordered.contains(subtask))
                    .map(Subtask::name)
                    .collect(Collectors.joining(", "));
            return new Rejected<>(
                    Problem.INVALID_SPEC,
                    "spec.subtasks",
                    "spec.subtasks: " + circle + " wait for each other (expected: dependsOn without a circle).");
        }
        var id = id(name, uid);
        var resource = Marks.resource(namespace, name);
        var urgency = wire(spec.priority(), "medium");
        var wishes = new ArrayList<Wish>();
        for (var subtask : ordered) {
            wishes.add(wish(id, subtask, urgency, resource, uid));
        }
        wishes.add(new Wish(
                id,
                Optional.empty(),
                String.valueOf(spec.description()),
                urgency,
                subtasks.stream().map(subtask -> id(id, subtask)).toList(),
                metadata(spec, subtasks, resource, uid)));
        return new Planned<>(new TaskPlan(List.copyOf(wishes)));
    }

    private static Wish wish(String parent, Subtask subtask, String urgency, String resource, String uid) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("type", subtask.type());
        members.put("parent", parent);
        members.put("requiredCapabilities", subtask.requiredCapabilities());
        members.put("parameters", subtask.parameters());
        var name = String.valueOf(subtask.name());
        return new Wish(
                id(parent, subtask),
                Optional.of(name),
                Optional.ofNullable(subtask.description()).orElse(name),
                wire(subtask.priority(), urgency),
                dependsOn(subtask).stream().map(other -> parent + "." + other).toList(),
                Marks.with(members, resource, uid));
    }

    private static Map<String, Object> metadata(
            SwarmTaskSpec spec, List<Subtask> subtasks, String resource, String uid) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("type", spec.type());
        members.put("requiredCapabilities", spec.requiredCapabilities());
        members.put("repositories", spec.repositories());
        members.put("parameters", spec.parameters());
        members.put(
                "subtasks",
                subtasks.isEmpty() ? null : subtasks.stream().map(Subtask::name).toList());
        return Marks.with(members, resource, uid);
    }

    /** Each after those it waits for, otherwise in the order of the spec; those in a circle are left out. */
    private static List<Subtask> ordered(List<Subtask> subtasks) {
        var ordered = new ArrayList<Subtask>();
        Set<String> placed = new LinkedHashSet<>();
        boolean further = true;
        while (further) {
            further = false;
            for (var subtask : subtasks) {
                if (!placed.contains(subtask.name()) && placed.containsAll(dependsOn(subtask))) {
                    ordered.add(subtask);
                    placed.add(String.valueOf(subtask.name()));
                    further = true;
                }
            }
        }
        return ordered;
    }

    private static List<String> dependsOn(Subtask subtask) {
        return Optional.ofNullable(subtask.dependsOn()).orElse(List.of());
    }

    private static String id(String parent, Subtask subtask) {
        return parent + "." + subtask.name();
    }

    private static boolean isUnknown(@Nullable TaskPriority priority) {
        return priority == TaskPriority.UNKNOWN;
    }

    private static String wire(@Nullable TaskPriority priority, String fallback) {
        return priority == null ? fallback : priority.wire();
    }
}
