package io.claudeflow.swarm.memory.task;

import org.jspecify.annotations.Nullable;

/**
 * A wish to move a task.
 *
 * @param result JSON as text; null keeps the present one, the text {@code null} and other false values count as results
 */
public record StatusChange(TaskStatus to, @Nullable String result) {
    public static StatusChange to(TaskStatus status) {
        return new StatusChange(status, null);
    }
}
