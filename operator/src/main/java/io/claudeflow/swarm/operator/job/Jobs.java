package io.claudeflow.swarm.operator.job;

import io.claudeflow.swarm.operator.desired.MemoryJob;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.kubernetes.Ownership;
import io.claudeflow.swarm.operator.plan.BackupPlan.InObjectStorage;
import io.claudeflow.swarm.operator.plan.JobPlan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;

/** Starts Jobs once and looks after them. Thread-safe. */
public final class Jobs {
    private final ObjectApplier applier;

    public Jobs(ObjectApplier applier) {
        this.applier = applier;
    }

    /** A Job as it was found. */
    public sealed interface Found {}

    /** The owner's own. */
    public record Own(Job job, JobState state) implements Found {}

    /** There is none. */
    public record None() implements Found {}

    /** Its name is taken; {@code holder} says by whom. It may go by itself. */
    public record Taken(String job, String holder) implements Found {}

    /** The Job {@code name} of {@code owner}; its pods are asked about when it exists. */
    public Found find(HasMetadata owner, String name) {
        return found(owner, name, applier.current(Job.class, owner.getMetadata().getNamespace(), name));
    }

    /** As {@link #find}, of those that are watched: no request when there is none. */
    public Found cached(HasMetadata owner, String name) {
        return found(owner, name, applier.cached(Job.class, owner.getMetadata().getNamespace(), name));
    }

    private Found found(HasMetadata owner, String name, Optional<Job> job) {
        if (job.isEmpty()) {
            return new None();
        }
        return switch (Ownership.of(owner).holderOf(job.get())) {
            case Ownership.Ours() ->
                job.get().getMetadata().getDeletionTimestamp() == null
                        ? new Own(job.get(), state(job.get()))
                        : new Taken(name, "a Job that is being removed");
            case Ownership.Predecessor() -> new Taken(name, "an earlier object of the same name");
            case Ownership.Other(var holder) -> new Taken(name, holder);
        };
    }

    /** A Job that its controller has begun, and that has no pod yet, may not get one. */
    private JobState state(Job job) {
        var pods = applier.podsOf(job);
        var state = JobState.of(job, pods);
        return state instanceof JobState.Active(var note, var started) && started != null && pods.isEmpty()
                ? new JobState.Active(
                        note.or(() ->
                                applier.complaintAbout(job).map(words -> "The API server refused its pod: " + words)),
                        started)
                : state;
    }

    /**
     * What a Job needs and is not there, as people are told; its pod would wait for it, up to its deadline. Empty when
     * it can begin.
     */
    public Optional<String> obstacle(JobPlan plan) {
        return plan.objectStorage()
                .flatMap(s3 ->
                        applier.problemOfSecret(plan.store().namespace(), s3.secret(), InObjectStorage.CREDENTIALS))
                .map(problem -> "s3.credentialsSecret.name: " + problem + ". The work begins when it is there.");
    }

    /** Begins the work; one that was begun before is left as it is. */
    public Outcome start(JobPlan plan) {
        return applier.create(namesAuthorities(plan) ? MemoryJob.trustingItsSecret(plan) : MemoryJob.of(plan));
    }

    private boolean namesAuthorities(JobPlan plan) {
        return plan.objectStorage()
                .filter(s3 -> applier.secretHas(plan.store().namespace(), s3.secret(), InObjectStorage.AUTHORITIES))
                .isPresent();
    }

    /** Removes a Job and its pods. */
    public void remove(Job job) {
        applier.delete(job);
    }

    /** Ends a Job; it is there until its pods are not. */
    public void cancel(Job job) {
        applier.deleteAfterDependents(job);
    }

    /** The backups an annotation of a Job names. */
    public static List<String> noted(Job job, String annotation) {
        return Optional.ofNullable(job.getMetadata().getAnnotations())
                .map(notes -> notes.get(annotation))
                .map(names -> List.of(names.split(",", -1)))
                .orElse(List.of());
    }
}
