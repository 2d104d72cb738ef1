package io.claudeflow.swarm.memory.task;

import io.claudeflow.swarm.memory.page.PageRequest;
import org.jspecify.annotations.Nullable;

/**
 * A listing of tasks; filters are combined, null selects everything. The order is that in which tasks are claimed:
 * priority, then creation, then id.
 *
 * @param agent tasks meant for the agent or claimed by it
 */
public record TaskQuery(
        @Nullable TaskStatus status,
        @Nullable String agent,
        @Nullable Priority priority,
        PageRequest page) {
    public static final TaskQuery ALL = new TaskQuery(null, null, null, PageRequest.FIRST);

    public TaskQuery withStatus(TaskStatus newStatus) {
        return new TaskQuery(newStatus, agent, priority, page);
    }

    public TaskQuery forAgent(String newAgent) {
        return new TaskQuery(status, newAgent, priority, page);
    }

    public TaskQuery page(PageRequest newPage) {
        return new TaskQuery(status, agent, priority, newPage);
    }

    /** What a cursor is bound to: everything but the page. */
    public String listing() {
        return "tasks " + status + ' ' + agent + ' ' + priority;
    }

    public boolean selects(Task task) {
        var lease = task.lease();
        return (status == null || task.status() == status)
                && (priority == null || task.spec().priority() == priority)
                && (agent == null
                        || agent.equals(task.spec().assignedTo())
                        || (lease != null && agent.equals(lease.agent())));
    }
}
