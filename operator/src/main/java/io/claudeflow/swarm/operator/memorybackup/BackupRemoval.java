package io.claudeflow.swarm.operator.memorybackup;

import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.job.JobReport;
import io.claudeflow.swarm.operator.job.JobState;
import io.claudeflow.swarm.operator.job.Jobs;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.kubernetes.PrimaryIndex;
import io.claudeflow.swarm.operator.plan.BackupPlan.Destination;
import io.claudeflow.swarm.operator.plan.BackupPlan.OnClaim;
import io.claudeflow.swarm.operator.plan.BackupPlanner;
import io.claudeflow.swarm.operator.plan.BackupRecord;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import io.claudeflow.swarm.operator.plan.JobPlan.Owner;
import io.claudeflow.swarm.operator.plan.Platform;
import io.claudeflow.swarm.operator.plan.StorageJobs;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan.Image;
import io.claudeflow.swarm.operator.reading.BackupReader;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happens when backups go: the file of one that a person deletes is removed by a Job, the objects of those that
 * retention has given up are removed after their files. The end of a backup never waits longer than {@link #PATIENCE}.
 */
final class BackupRemoval {
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ObjectApplier applier;
    private final Jobs jobs;
    private final PrimaryIndex<BackupResource> backups;
    private final StoreReader stores;
    private final Platform platform;
    private final Events events;
    private final Clock clock;

    BackupRemoval(
            ObjectApplier applier,
            Jobs jobs,
            PrimaryIndex<BackupResource> backups,
            StoreReader stores,
            Platform platform,
            Events events,
            Clock clock) {
        this.applier = applier;
        this.jobs = jobs;
        this.backups = backups;
        this.stores = stores;
        this.platform = platform;
        this.events = events;
        this.clock = clock;
    }

    /** Clears up after a backup that ended well: what its Job has removed, then the Job. */
    void tidy(BackupResource backup) {
        var known = BackupReader.record(backup);
        if (known.state() != State.VERIFIED) {
            return;
        }
        var job = Names.backupJob(known.store(), known.name());
        if (jobs.cached(backup, job) instanceof Jobs.Own(var found, var state)) {
            forget(backup, found, state);
            jobs.remove(found);
        }
    }

    private void forget(BackupResource backup, Job job, JobState state) {
        var asked = Jobs.noted(job, Labels.SURPLUS);
        var removed = state instanceof JobState.Done(var report, var started, var ended)
                ? Optional.ofNullable(report.pruned()).orElse(asked)
                : List.<String>of();
        for (var name : removed) {
            backups.get(backup.getMetadata().getNamespace(), name)
                    .filter(other -> asked.contains(name))
                    .ifPresent(other -> forget(backup, other));
        }
    }

    private void forget(BackupResource because, BackupResource surplus) {
        var name = because.getMetadata().getName();
        if (BackupReader.record(surplus).artifactRemoved()
                || applier.annotate(surplus, Labels.ARTIFACT_REMOVED, Optional.empty(), Optional.of(name))) {
            applier.delete(surplus);
        }
    }

    /** Whether the object may go: its file is gone, or as gone as it can be. */
    boolean finished(BackupResource backup) {
        var known = BackupReader.record(backup);
        if (known.state() != State.VERIFIED) {
            return true;
        }
        if (known.artifactRemoved()) {
            told(backup, EventReason.BACKUP_REMOVED, "Retention has removed it, with its file.");
            return true;
        }
        var patient = clock.instant()
                .isBefore(Instant.parse(backup.getMetadata().getDeletionTimestamp())
                        .plus(PATIENCE));
        try {
            return unreachable(backup, known) || pruned(backup, known, patient);
        } catch (RuntimeException failure) {
            if (patient) {
                throw failure;
            }
            return left(backup, String.valueOf(failure.getMessage()));
        }
    }

    /** In a namespace that ends no Job can be made, and a claim that is gone has taken the file with it. */
    private boolean unreachable(BackupResource backup, BackupRecord known) {
        var namespace = backup.getMetadata().getNamespace();
        if (applier.namespaceEnds(namespace)) {
            return true;
        }
        return !known.inObjectStorage()
                && applier.current(PersistentVolumeClaim.class, namespace, Names.backupClaim(known.store()))
                        .filter(claim -> claim.getMetadata().getDeletionTimestamp() == null)
                        .isEmpty();
    }

    private boolean pruned(BackupResource backup, BackupRecord known, boolean patient) {
        var name = Names.pruneJob(known.store(), backup.getMetadata().getUid());
        return switch (jobs.find(backup, name)) {
            case Jobs.None() -> {
                var outcome = jobs.start(
                        work(backup, known).prune(name, owner(backup), known.name(), destination(backup, known)));
                yield outcome instanceof Outcome.Refused refused && left(backup, refused.message());
            }
            case Jobs.Taken(var job, var holder) -> !patient && left(backup, "Job " + job + " belongs to " + holder);
            case Jobs.Own(var job, JobState.Active active) ->
                !patient
                        && left(
                                backup,
                                "Job " + name + " has not ended. "
                                        + active.note().orElse(""));
            case Jobs.Own(var job, JobState.Failed failure) -> left(backup, failure.message());
            case Jobs.Own(var job, JobState.Done done) -> removed(backup, done.report());
            case Jobs.Own(var job, JobState.Absent absent) -> true;
        };
    }

    private boolean removed(BackupResource backup, JobReport report) {
        told(
                backup,
                EventReason.BACKUP_REMOVED,
                Optional.ofNullable(report.message()).orElse("Its file was removed with it."));
        return true;
    }

    private boolean left(BackupResource backup, String why) {
        told(
                backup,
                EventReason.BACKUP_FILE_LEFT,
                "Its file stays at " + BackupReader.status(backup).location() + ": " + why);
        return true;
    }

    private void told(HasMetadata about, EventReason reason, String message) {
        events.tell(about, reason, message);
    }

    private StorageJobs work(BackupResource backup, BackupRecord known) {
        var names = Names.storage(known.store());
        return applier.current(StoreResource.class, backup.getMetadata().getNamespace(), known.store())
                .flatMap(stores::plan)
                .map(plan -> StorageJobs.of(plan, names))
                .orElseGet(() -> new StorageJobs(
                        identity(backup, known),
                        names,
                        new Image(
                                platform.imageRepository() + ":" + platform.version(),
                                platform.imagePullPolicy(),
                                platform.imagePullSecrets()),
                        Optional.empty()));
    }

    private static Destination destination(BackupResource backup, BackupRecord known) {
        return known.inObjectStorage()
                ? BackupPlanner.destination(
                        identity(backup, known), BackupReader.spec(backup).destination())
                : new OnClaim();
    }

    private static StoreIdentity identity(BackupResource backup, BackupRecord known) {
        return new StoreIdentity(
                backup.getMetadata().getNamespace(), known.store(), "", known.swarm(), Optional.empty());
    }

    private static Owner owner(BackupResource backup) {
        return new Owner(
                "SwarmMemoryBackup",
                backup.getMetadata().getName(),
                backup.getMetadata().getUid());
    }
}
