package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.crd.v1alpha1.ConditionStatus;
import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.desired.MemoryClaim;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.desired.RequestedBackup;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.job.JobState;
import io.claudeflow.swarm.operator.job.Jobs;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.kubernetes.PrimaryIndex;
import io.claudeflow.swarm.operator.plan.BackupPlanner;
import io.claudeflow.swarm.operator.plan.BackupRecord;
import io.claudeflow.swarm.operator.plan.BootstrapPlan;
import io.claudeflow.swarm.operator.plan.BootstrapStep;
import io.claudeflow.swarm.operator.plan.JobPlan.Owner;
import io.claudeflow.swarm.operator.plan.RestoreFacts;
import io.claudeflow.swarm.operator.plan.StorageJobs;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.reading.BackupReader;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills the claim of a new store before anything starts on it. */
final class Bootstrapper {
    private final ObjectApplier applier;
    private final Jobs jobs;
    private final PrimaryIndex<BackupResource> backups;
    private final StoreReader stores;
    private final Events events;

    Bootstrapper(
            ObjectApplier applier, Jobs jobs, PrimaryIndex<BackupResource> backups, StoreReader stores, Events events) {
        this.applier = applier;
        this.jobs = jobs;
        this.backups = backups;
        this.stores = stores;
        this.events = events;
    }

    /**
     * Does what is due and says how it stands; empty if nothing was asked for. A finding that does not hold and is not
     * settled keeps the pod from starting.
     */
    Optional<Finding> pass(StoreResource store, StorePlan plan, Optional<PersistentVolumeClaim> claim) {
        if (plan.bootstrap().isEmpty()) {
            return Optional.empty();
        }
        var wanted = plan.bootstrap().get();
        var step = BootstrapStep.next(facts(store, plan, wanted, claim), MemoryClaim.PENDING);
        return switch (step) {
            case BootstrapStep.NotAsked() -> Optional.empty();
            case BootstrapStep.Settled(var filled, var message) -> {
                if (filled && !isTold(store)) {
                    removeJob(store);
                }
                yield Optional.of(filled ? yes(Reason.BOOTSTRAPPED, message) : yes(Reason.DATA_PRESENT, message));
            }
            case BootstrapStep.Wait(var missing, var message) ->
                Optional.of(no(missing ? Reason.BOOTSTRAP_SOURCE_MISSING : Reason.BOOTSTRAPPING, message));
            case BootstrapStep.AskBackup(var name) -> Optional.of(asked(plan, wanted, name));
            case BootstrapStep.Begin(var source) -> Optional.of(begun(plan, wanted, source));
            case BootstrapStep.Filled(var note) -> Optional.of(filled(store, claim.orElseThrow(), note));
            case BootstrapStep.Failed(var message) -> Optional.of(no(Reason.BOOTSTRAP_FAILED, message));
        };
    }

    /** Whether the pod may start. */
    static boolean mayStart(Optional<Finding> finding) {
        return finding.map(Finding::holds).orElse(true);
    }

    private BootstrapStep.Facts facts(
            StoreResource store, StorePlan plan, BootstrapPlan wanted, Optional<PersistentVolumeClaim> claim) {
        var namespace = plan.identity().namespace();
        var note = claim.flatMap(MemoryClaim::beginning);
        var pending = note.filter(MemoryClaim.PENDING::equals).isPresent();
        var job = pending ? jobs.find(store, Names.bootstrapJob(plan.identity().name())) : new Jobs.None();
        return new BootstrapStep.Facts(
                plan.bootstrap(),
                note,
                claim.isPresent(),
                Instant.parse(store.getMetadata().getCreationTimestamp()),
                pending
                        && wanted instanceof BootstrapPlan.FromStore from
                        && source(namespace, from).isPresent(),
                pending ? candidates(namespace, wanted, job) : List.of(),
                work(job));
    }

    /** Once there is a Job only what it works with counts: a newer backup may have come meanwhile. */
    private List<BackupRecord> candidates(String namespace, BootstrapPlan wanted, Jobs.Found found) {
        var source = found instanceof Jobs.Own(var job, var state) ? Jobs.noted(job, Labels.SOURCE) : List.<String>of();
        return source.isEmpty()
                ? candidates(namespace, wanted)
                : source.stream()
                        .flatMap(name -> backups.get(namespace, name).stream())
                        .map(BackupReader::record)
                        .toList();
    }

    private List<BackupRecord> candidates(String namespace, BootstrapPlan wanted) {
        return switch (wanted) {
            case BootstrapPlan.FromBackup(var name) ->
                backups.get(namespace, name).map(BackupReader::record).stream().toList();
            case BootstrapPlan.FromNewestOf(var name) -> of(namespace, name);
            case BootstrapPlan.FromStore from -> of(namespace, from.store());
        };
    }

    private List<BackupRecord> of(String namespace, String store) {
        return backups.of(namespace, store).stream().map(BackupReader::record).toList();
    }

    private Optional<StorePlan> source(String namespace, BootstrapPlan.FromStore from) {
        return applier.fetched(StoreResource.class, namespace, from.store())
                .filter(found -> found.getMetadata().getDeletionTimestamp() == null)
                .flatMap(stores::plan);
    }

    private static RestoreFacts.Work work(Jobs.Found found) {
        return switch (found) {
            case Jobs.None() -> new RestoreFacts.NotBegun();
            case Jobs.Taken(var name, var holder) ->
                new RestoreFacts.Going("Job " + name + " belongs to " + holder + " (expected: nothing of that name).");
            case Jobs.Own(var job, JobState.Active(var note, var started)) ->
                new RestoreFacts.Going("Job " + job.getMetadata().getName()
                        + note.map(text -> ": " + text).orElse(" fills the claim."));
            case Jobs.Own(var job, JobState.Done done) -> new RestoreFacts.Finished();
            case Jobs.Own(var job, JobState.Failed failure) -> new RestoreFacts.Failed(failure.message());
            case Jobs.Own(var job, JobState.Absent absent) -> new RestoreFacts.NotBegun();
        };
    }

    private Finding asked(StorePlan plan, BootstrapPlan wanted, String name) {
        var from = (BootstrapPlan.FromStore) wanted;
        return source(plan.identity().namespace(), from)
                .map(source -> applier.create(RequestedBackup.of(
                        source.identity(),
                        name,
                        BackupTrigger.CLONE,
                        "SwarmMemoryStore " + plan.identity().name() + " begins as a copy",
                        source.backups().destination())))
                .map(outcome -> outcome instanceof Outcome.Refused refused
                        ? no(Reason.API_REFUSED, refused.object() + ": " + refused.message())
                        : no(Reason.BOOTSTRAPPING, "SwarmMemoryBackup " + name + " was made."))
                .orElseGet(() -> no(Reason.BOOTSTRAPPING, "SwarmMemoryStore " + from.store() + " went away."));
    }

    private Finding begun(StorePlan plan, BootstrapPlan wanted, BackupRecord source) {
        var store = plan.identity();
        var holder = new StoreIdentity(store.namespace(), source.store(), "", source.swarm(), Optional.empty());
        var destination = BackupPlanner.destination(
                holder,
                backups.get(store.namespace(), source.name())
                        .map(found -> BackupReader.spec(found).destination())
                        .orElse(null));
        var job = StorageJobs.of(plan, Names.storage(store.name()))
                .bootstrap(
                        Names.bootstrapJob(store.name()),
                        new Owner("SwarmMemoryStore", store.name(), store.uid()),
                        source.name(),
                        destination,
                        Names.backupClaim(source.store()),
                        wanted)
                .with(Map.of(Labels.SOURCE, source.name()));
        var obstacle = jobs.obstacle(job);
        if (obstacle.isPresent()) {
            return no(Reason.SECRET_NOT_FOUND, obstacle.get());
        }
        return jobs.start(job) instanceof Outcome.Refused refused
                ? no(Reason.API_REFUSED, refused.object() + ": " + refused.message())
                : no(
                        Reason.BOOTSTRAPPING,
                        "Job " + job.name() + " fills the claim with SwarmMemoryBackup " + source.name() + ".");
    }

    /** The claim says so before the pod starts, and before the Job that could be asked goes. */
    private Finding filled(StoreResource store, PersistentVolumeClaim claim, String note) {
        if (!applier.annotate(claim, Labels.BOOTSTRAP, Optional.of(MemoryClaim.PENDING), Optional.of(note))) {
            return no(Reason.BOOTSTRAPPING, "The claim is filled; that is being noted on it.");
        }
        removeJob(store);
        events.tell(store, EventReason.BOOTSTRAPPED, "The store begins with " + note + ".");
        return yes(Reason.BOOTSTRAPPED, "The store began with " + note + ".");
    }

    /** Until the status says that the store has begun, an earlier operator may have left something to do. */
    private static boolean isTold(StoreResource store) {
        return Conditions.find(StoreReader.status(store).conditions(), ConditionType.BOOTSTRAPPED)
                .filter(condition -> condition.status() == ConditionStatus.TRUE)
                .isPresent();
    }

    private void removeJob(StoreResource store) {
        if (jobs.find(store, Names.bootstrapJob(store.getMetadata().getName()))
                instanceof Jobs.Own(var job, var state)) {
            jobs.remove(job);
        }
    }

    private static Finding yes(Reason reason, String message) {
        return Finding.yes(ConditionType.BOOTSTRAPPED, reason, message);
    }

    private static Finding no(Reason reason, String message) {
        return Finding.no(ConditionType.BOOTSTRAPPED, reason, message);
    }
}
