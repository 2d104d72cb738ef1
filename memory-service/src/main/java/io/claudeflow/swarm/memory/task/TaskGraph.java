package io.claudeflow.swarm.memory.task;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The graph of dependencies. */
public final class TaskGraph {
    private static final int SHOWN = 10;

    private TaskGraph() {}

    /**
     * Where the graph is read from.
     *
     * @param <E> how reading may fail
     */
    @FunctionalInterface
    public interface Dependencies<E extends Exception> {
        /** The dependencies of an existing task, or null when there is no such task. */
        @Nullable
        List<String> of(String task) throws E;
    }

    /** Refuses to remove a task that others wait for; a few of them are named. */
    public static void checkRemovable(String task, List<String> waiting) {
        if (!waiting.isEmpty()) {
            throw MemoryException.ofField(
                    FailureKind.CONFLICT, "id", task, "a task nobody waits for, waiting: " + shown(waiting));
        }
    }

    /** The first ids of a list, for a message. */
    static String shown(List<String> ids) {
        var text = String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())));
        return ids.size() > SHOWN ? text + ", …" : text;
    }

    /**
     * Refuses dependencies that do not exist or that lead back to the task itself. Visits each task at most once.
     */
    public static <E extends Exception> void check(
            String task, List<String> dependencies, Dependencies<E> dependenciesOf) throws E {
        var cameFrom = new HashMap<String, String>();
        var open = new ArrayDeque<String>();
        for (int i = 0; i < dependencies.size(); i++) {
            var dependency = dependencies.get(i);
            if (!dependency.equals(task) && dependenciesOf.of(dependency) == null) {
                throw MemoryException.ofField(
                        FailureKind.NOT_FOUND, "dependencies[" + i + "]", dependency, "an existing task");
            }
            cameFrom.putIfAbsent(dependency, task);
            open.add(dependency);
        }
        while (!open.isEmpty()) {
            var next = open.poll();
            if (next.equals(task)) {
                throw MemoryException.ofField(
                        FailureKind.CONFLICT, "dependencies", cycle(task, cameFrom), "no task that waits for itself");
            }
            var further = dependenciesOf.of(next);
            for (var dependency : further == null ? List.<String>of() : further) {
                if (cameFrom.putIfAbsent(dependency, next) == null) {
                    open.add(dependency);
                }
            }
        }
    }

    private static String cycle(String task, Map<String, String> cameFrom) {
        var path = new ArrayList<String>();
        path.add(task);
        var step = String.valueOf(cameFrom.get(task));
        while (!step.equals(task)) {
            path.add(step);
            step = String.valueOf(cameFrom.get(step));
        }
        path.add(task);
        Collections.reverse(path);
        return String.join(" → ", path);
    }
}
