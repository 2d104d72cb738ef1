package io.claudeflow.swarm.memory.task;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where a task stands. {@code pending → assigned → in_progress → completed} is the usual way; work can be blocked,
 * given back, fail and be tried again; completed and cancelled are final.
 */
public enum TaskStatus {
    PENDING,
    ASSIGNED,
    IN_PROGRESS,
    BLOCKED,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** Finds a status by its wire name. */
    public static TaskStatus named(String field, String name) {
        return Arrays.stream(values())
                .filter(status -> status.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> MemoryException.invalid(
                        field,
                        name,
                        Arrays.stream(values()).map(TaskStatus::wireName).collect(Collectors.joining(", "))));
    }

    /** The name in tables and on the wire, such as {@code in_progress}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing follows. */
    public boolean isFinal() {
        return this == COMPLETED || this == CANCELLED;
    }

    /** Whether the task may go from this status to the other; staying is always allowed while it is not final. */
    public boolean canBecome(TaskStatus next) {
        return switch (this) {
            case PENDING, ASSIGNED, IN_PROGRESS -> true;
            case BLOCKED -> next != COMPLETED;
            case FAILED -> next == FAILED || next == PENDING;
            case COMPLETED, CANCELLED -> false;
        };
    }

    /** Whether every dependency has to be completed first. */
    boolean needsDependencies() {
        return this == IN_PROGRESS || this == COMPLETED;
    }
}
