package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.agent.AgentSpec;
import io.claudeflow.swarm.memory.task.TaskSpec;
import io.claudeflow.swarm.memory.task.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The agents and tasks of one swarm, which an import writes to, whether their store is in this process or behind a
 * service. Failures are {@link io.claudeflow.swarm.memory.failure.MemoryException}s.
 */
public interface AggregateTarget {
    /**
     * What is there under an id.
     *
     * @param metadata a JSON object, or null
     */
    record Stored(@Nullable String metadata, Instant changedAt) {}

    Optional<Stored> agent(String id);

    Optional<Stored> task(String id);

    /** Registers an agent, or replaces what it says of itself. */
    void register(AgentSpec agent);

    /**
     * Creates a task and moves it to a status, both or nothing.
     *
     * @param result JSON as text, or null
     */
    void create(TaskSpec task, TaskStatus status, @Nullable String result);

    /** Replaces what its author says of a task; its status stays. */
    void redefine(TaskSpec task);

    /** Replaces the dependencies of a task that nobody has begun. */
    void setDependencies(String task, List<String> dependencies);
}
