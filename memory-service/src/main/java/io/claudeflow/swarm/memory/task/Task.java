package io.claudeflow.swarm.memory.task;

import io.claudeflow.swarm.memory.document.JsonText;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task as it stands. Its methods are the transitions, pure: a store reads the row, calls one and writes the result in
 * the same transaction. Each returns the task with the version one higher.
 *
 * @param result JSON as text, or null; kept from the last status change that gave one
 * @param progress the last report on the work, or null; stays when the task changes hands
 * @param completedAt when it was completed, or null
 * @param attempts how often it was claimed
 * @param lease the live claim, or null
 * @param revision the revision that wrote it
 */
public record Task(
        TaskSpec spec,
        TaskStatus status,
        @Nullable String result,
        @Nullable TaskProgress progress,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant completedAt,
        int attempts,
        @Nullable TaskLease lease,
        long version,
        Revision revision) {

    public static Task created(TaskSpec spec, Instant now, Revision revision) {
        return new Task(spec, waitingStatus(spec), null, null, now, now, null, 0, null, 1, revision);
    }

    public String id() {
        return spec.id();
    }

    /**
     * The task as a reader sees it at {@code now}: when its lease has run out it is free again, whether or not a
     * collection has written that down. Every transition starts from this view.
     */
    public Task asOf(Instant now) {
        return lease == null || lease.liveAt(now) ? this : freed();
    }

    /**
     * The task with what its author says now; result and the moment of creation stay, and so does the status, but that
     * a task nobody works on is pending or assigned as the author says.
     */
    public Task redefined(TaskSpec newSpec, Instant now, Revision newRevision) {
        boolean waiting = status == TaskStatus.PENDING || status == TaskStatus.ASSIGNED;
        return new Task(
                newSpec,
                waiting ? waitingStatus(newSpec) : status,
                result,
                progress,
                createdAt,
                now,
                completedAt,
                attempts,
                lease,
                version + 1,
                newRevision);
    }

    /** Whether an agent may claim it, its dependencies apart. */
    public boolean claimableBy(String agent) {
        return (status == TaskStatus.PENDING || status == TaskStatus.ASSIGNED)
                && lease == null
                && (spec.assignedTo() == null || spec.assignedTo().equals(agent));
    }

    /** The task in the hands of an agent; the revision becomes the fencing token. */
    public Task claimed(String agent, Duration duration, Instant now, Revision newRevision) {
        var claim = new TaskLease(agent, newRevision, now.plus(TaskLease.checkDuration(duration)));
        return new Task(
                spec,
                TaskStatus.IN_PROGRESS,
                result,
                progress,
                createdAt,
                now,
                null,
                attempts + 1,
                claim,
                version + 1,
                newRevision);
    }

    /** The task with a longer lease, counted from now; the token stays. */
    public Task renewed(Revision fence, Duration duration, Instant now, Revision newRevision) {
        var held = holding(fence);
        var claim = new TaskLease(held.agent(), fence, now.plus(TaskLease.checkDuration(duration)));
        return new Task(
                spec, status, result, progress, createdAt, now, completedAt, attempts, claim, version + 1, newRevision);
    }

    /** The task given back by its holder. */
    public Task released(Revision fence, Instant now, Revision newRevision) {
        holding(fence);
        return freed().written(now, newRevision);
    }

    /**
     * The task in another status.
     *
     * @param fence the token of the claim; required while a lease is live, and then only the holder's counts
     * @param openDependencies tasks that are not completed yet
     */
    public Task moved(
            StatusChange change,
            @Nullable Revision fence,
            List<String> openDependencies,
            Instant now,
            Revision written) {
        if (lease != null || fence != null) {
            holding(fence);
        }
        var next = change.to();
        if (!status.canBecome(next)) {
            throw MemoryException.ofField(
                    FailureKind.CONFLICT,
                    "status",
                    next.wireName(),
                    status.isFinal()
                            ? "no change, " + id() + " is " + status.wireName()
                            : "a status that can follow " + status.wireName());
        }
        if (next.needsDependencies() && !openDependencies.isEmpty()) {
            throw MemoryException.ofField(
                    FailureKind.CONFLICT,
                    "status",
                    next.wireName(),
                    "completed dependencies, open: " + TaskGraph.shown(openDependencies));
        }
        var newResult = change.result() == null ? result : JsonText.check("result", change.result());
        var completion = next == TaskStatus.COMPLETED ? now : null;
        var keptLease = next == TaskStatus.IN_PROGRESS ? lease : null;
        return new Task(
                spec, next, newResult, progress, createdAt, now, completion, attempts, keptLease, version + 1, written);
    }

    /** The task meant for an agent, or for anybody; not while somebody works on it. */
    public Task assigned(@Nullable String agent, Instant now, Revision newRevision) {
        if (status.isFinal() || lease != null) {
            throw MemoryException.ofField(
                    FailureKind.CONFLICT,
                    "assignedTo",
                    String.valueOf(agent),
                    lease == null
                            ? "no change, " + id() + " is " + status.wireName()
                            : "no change while " + lease.agent() + " holds the task");
        }
        return redefined(spec.assignedTo(agent), now, newRevision);
    }

    /** The task with other dependencies; not once somebody has begun it. */
    public Task waitingFor(List<String> dependencies, Instant now, Revision newRevision) {
        if (status != TaskStatus.PENDING && status != TaskStatus.ASSIGNED) {
            throw MemoryException.ofField(
                    FailureKind.CONFLICT, "dependencies", id(), "a task not begun, it is " + status.wireName());
        }
        return redefined(spec.after(dependencies.toArray(String[]::new)), now, newRevision);
    }

    /**
     * The task with a report on its progress, which replaces the one before.
     *
     * @param data JSON as text
     * @param agent who reports, or null; while a lease is live only its holder
     * @param fence the token of the claim, required while a lease is live
     */
    public Task progressed(
            String data, @Nullable String agent, @Nullable Revision fence, Instant now, Revision newRevision) {
        var holder = lease != null || fence != null ? holding(fence).agent() : null;
        if (status.isFinal()) {
            throw MemoryException.ofField(
                    FailureKind.CONFLICT, "progress", id(), "a task not ended, it is " + status.wireName());
        }
        if (holder != null && agent != null && !holder.equals(agent)) {
            throw MemoryException.ofField(FailureKind.CONFLICT, "agent", agent, holder + ", who holds the task");
        }
        var report = new TaskProgress(data, holder == null ? agent : holder, now);
        return new Task(
                spec, status, result, report, createdAt, now, completedAt, attempts, lease, version + 1, newRevision);
    }

    /** Throws a conflict unless the agent may claim the task and nothing keeps it waiting. */
    public void checkClaimable(String agent, boolean waits) {
        if (!claimableBy(agent) || waits) {
            throw MemoryException.ofField(
                    FailureKind.CONFLICT, "id", id(), "a free task, " + whyNotClaimable(agent, waits));
        }
    }

    private String whyNotClaimable(String agent, boolean waits) {
        if (lease != null) {
            return lease.agent() + " holds it";
        }
        if (claimableBy(agent) && waits) {
            return "its dependencies are open";
        }
        if (status == TaskStatus.ASSIGNED && !claimableBy(agent)) {
            return "it is for " + spec.assignedTo();
        }
        return "it is " + status.wireName();
    }

    /** The failure of a call that names a task that is not there. */
    public static MemoryException unknown(String id) {
        return MemoryException.ofField(FailureKind.NOT_FOUND, "id", id, "an existing task");
    }

    /** The failure of a creation under an id that exists. */
    public static MemoryException inUse(String id) {
        return MemoryException.ofField(FailureKind.CONFLICT, "id", id, "a task id that is not in use");
    }

    /** The claim behind a token, or a failure that says who holds the task. */
    private TaskLease holding(@Nullable Revision fence) {
        if (lease != null && Objects.equals(lease.fence(), fence)) {
            return lease;
        }
        throw MemoryException.ofField(
                FailureKind.PRECONDITION_FAILED,
                "fence",
                String.valueOf(fence),
                lease == null ? "a live claim of " + id() + ", there is none" : "the token of " + lease.agent());
    }

    private Task freed() {
        return new Task(
                spec,
                waitingStatus(spec),
                result,
                progress,
                createdAt,
                updatedAt,
                null,
                attempts,
                null,
                version,
                revision);
    }

    private static TaskStatus waitingStatus(TaskSpec spec) {
        return spec.assignedTo() == null ? TaskStatus.PENDING : TaskStatus.ASSIGNED;
    }

    /** The same task written once more. */
    public Task written(Instant now, Revision newRevision) {
        return new Task(
                spec, status, result, progress, createdAt, now, completedAt, attempts, lease, version + 1, newRevision);
    }
}
