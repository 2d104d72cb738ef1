package io.claudeflow.swarm.operator.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks of a memory that stand for one SwarmTask.
 *
 * @param wishes in an order in which each comes after those it waits for; the last is the task itself
 */
public record TaskPlan(List<Wish> wishes) {

    /**
     * One task.
     *
     * @param subtask name of the subtask; empty for the task itself
     * @param priority critical, high, medium or low
     * @param dependencies ids of tasks that have to be completed first
     * @param metadata what agents may want to know
     */
    public record Wish(
            String id,
            Optional<String> subtask,
            String description,
            String priority,
            List<String> dependencies,
            Map<String, Object> metadata) {}
}
