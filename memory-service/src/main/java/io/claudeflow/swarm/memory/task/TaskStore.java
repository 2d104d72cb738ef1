package io.claudeflow.swarm.memory.task;

import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of all swarms of one store. Thread-safe; each method is one transaction, so of two agents that claim at the
 * same moment exactly one gets a task. A task whose lease has run out is free in every method. A task that does not
 * exist fails with {@code NOT_FOUND}.
 */
public interface TaskStore {
    /** Creates a task; an id that exists is a {@code CONFLICT}. Dependencies have to exist and lead to no cycle. */
    Task create(String swarm, TaskSpec spec);

    /** Creates a task, or replaces what its author says of it; status, result, claim and creation stay. */
    Task put(String swarm, TaskSpec spec);

    Optional<Task> get(String swarm, String id);

    Page<Task> list(String swarm, TaskQuery query);

    /**
     * Moves a task to another status. Work begins and completes only when every dependency is completed.
     *
     * @param fence the token of the claim, required while the task is claimed
     */
    Task move(String swarm, String id, StatusChange change, @Nullable Revision fence);

    /**
     * Notes how far the work on a task is; the report before is replaced, the status stays.
     *
     * @param progress JSON as text
     * @param agent who reports, or null
     * @param fence the token of the claim, required while the task is claimed
     */
    Task progress(String swarm, String id, String progress, @Nullable String agent, @Nullable Revision fence);

    /** Says for whom a task is, or with null for anybody. */
    Task assign(String swarm, String id, @Nullable String agent);

    /** Replaces the dependencies of a task that nobody has begun. */
    Task setDependencies(String swarm, String id, List<String> dependencies);

    /**
     * Gives an agent the next task it can work on: pending, or assigned to it, with every dependency completed; the
     * most urgent first, then the oldest, then by id. Empty when there is none.
     */
    Optional<Task> claim(String swarm, String agent, Duration lease);

    /** Gives an agent this task, or fails with {@code CONFLICT} when it cannot be worked on. */
    Task claim(String swarm, String id, String agent, Duration lease);

    /** Extends a claim, counted from now. */
    Task renew(String swarm, String id, Revision fence, Duration lease);

    /** Gives a claimed task back. */
    Task release(String swarm, String id, Revision fence);

    /** Removes a task; false when there is none. A task that others wait for is a {@code CONFLICT}. */
    boolean delete(String swarm, String id);

    /** Writes down which leases have run out, of all swarms, at most {@code limit}; returns how many. */
    int collectExpired(int limit);
}
