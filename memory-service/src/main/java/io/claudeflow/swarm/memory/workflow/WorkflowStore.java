package io.claudeflow.swarm.memory.workflow;

import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The workflows of all swarms of one store. Thread-safe; each method is one transaction. A workflow that does not exist
 * fails with {@code NOT_FOUND}, one whose version is not the expected one with {@code PRECONDITION_FAILED}.
 */
public interface WorkflowStore {
    /** Creates a workflow or replaces its type, state and status; the checkpoint and the moment of creation stay. */
    Workflow save(String swarm, String id, String type, String state, Workflow.Status status);

    Optional<Workflow> get(String swarm, String id);

    /**
     * Writes down what it takes to go on from here.
     *
     * @param expectedVersion null, or the version the worker knows: a worker that was taken for dead and replaced does
     *     not overwrite its successor
     */
    Workflow checkpoint(String swarm, String id, String checkpoint, @Nullable Long expectedVersion);

    /**
     * Takes over a workflow after a crash: of several who resume the same version one succeeds. A completed workflow is
     * a {@code CONFLICT}.
     */
    Workflow resume(String swarm, String id, long expectedVersion);

    /** Running workflows without a write for at least this long, the longest silent first; limit 1 to 1,000. */
    List<Workflow> interrupted(String swarm, Duration silence, int limit);

    /** By id; type null selects all. */
    Page<Workflow> list(String swarm, @Nullable String type, PageRequest page);

    /** Removes a workflow; false when there is none. */
    boolean delete(String swarm, String id);
}
