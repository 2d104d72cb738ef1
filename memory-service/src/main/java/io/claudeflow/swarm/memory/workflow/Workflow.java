package io.claudeflow.swarm.memory.workflow;

import io.claudeflow.swarm.memory.document.JsonText;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a workflow.
 *
 * @param id unique in the swarm, 1 to 255 bytes
 * @param type 1 to 128 bytes
 * @param state JSON as text
 * @param checkpoint JSON as text, what it takes to go on from here, or null
 * @param runs how often it was begun or resumed
 * @param version 1 when saved first, one more for each write
 */
public record Workflow(
        String id,
        String type,
        Status status,
        String state,
        @Nullable String checkpoint,
        int runs,
        Instant createdAt,
        Instant updatedAt,
        long version,
        Revision revision) {
    public static final int MAX_ID_BYTES = 255;
    public static final int MAX_TYPE_BYTES = 128;

    /** The type of a workflow whose author names none. */
    public static final String DEFAULT_TYPE = "workflow";

    /** Where a workflow stands. */
    public enum Status {
        /** At work, or left behind by a crash. */
        RUNNING,
        COMPLETED,
        FAILED
    }

    public Workflow {
        Names.check("id", id, MAX_ID_BYTES);
        Names.check("type", type, MAX_TYPE_BYTES);
        JsonText.check("state", state);
        JsonText.checkOptional("checkpoint", checkpoint);
    }

    public static Workflow begun(String id, String type, String state, Status status, Instant now, Revision revision) {
        return new Workflow(id, type, status, state, null, 1, now, now, 1, revision);
    }

    /** The workflow in a new state; the checkpoint stays. */
    public Workflow saved(String newType, String newState, Status newStatus, Instant now, Revision newRevision) {
        return new Workflow(
                id, newType, newStatus, newState, checkpoint, runs, createdAt, now, version + 1, newRevision);
    }

    public Workflow checkpointed(String newCheckpoint, Instant now, Revision newRevision) {
        return new Workflow(id, type, status, state, newCheckpoint, runs, createdAt, now, version + 1, newRevision);
    }

    public Workflow resumed(Instant now, Revision newRevision) {
        return new Workflow(
                id, type, Status.RUNNING, state, checkpoint, runs + 1, createdAt, now, version + 1, newRevision);
    }
}
