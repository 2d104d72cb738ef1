package io.claudeflow.swarm.operator.memorybackup;

import io.claudeflow.swarm.crd.v1alpha1.RestoreStep;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryBackupStatus;
import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.desired.MemoryClaim;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.desired.RequestedBackup;
import io.claudeflow.swarm.operator.job.JobState;
import io.claudeflow.swarm.operator.job.Jobs;
import io.claudeflow.swarm.operator.kubernetes.ClaimOwnership;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.kubernetes.PrimaryIndex;
import io.claudeflow.swarm.operator.plan.BackupPlan.Destination;
import io.claudeflow.swarm.operator.plan.BackupPlan.OnClaim;
import io.claudeflow.swarm.operator.plan.BackupPlanner;
import io.claudeflow.swarm.operator.plan.BackupRecord;
import io.claudeflow.swarm.operator.plan.JobPlan;
import io.claudeflow.swarm.operator.plan.RebuildRecord;
import io.claudeflow.swarm.operator.plan.RestoreRecord;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.reading.BackupReader;
import io.claudeflow.swarm.operator.reading.HeldBackups;
import io.claudeflow.swarm.operator.reading.RestoreReader;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.RestoreResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.PodDiagnosis;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One pass over one backup that has not ended. Keeps no state: everything is read anew. */
final class BackupWork {
    private final ObjectApplier applier;
    private final Jobs jobs;
    private final PrimaryIndex<BackupResource> backups;
    private final PrimaryIndex<RestoreResource> restores;
    private final StoreReader stores;
    private final Duration patience;
    private final Clock clock;

    /** @param patience how long the Job of a final backup may take */
    BackupWork(
            ObjectApplier applier,
            Jobs jobs,
            PrimaryIndex<BackupResource> backups,
            PrimaryIndex<RestoreResource> restores,
            StoreReader stores,
            Duration patience,
            Clock clock) {
        this.applier = applier;
        this.jobs = jobs;
        this.backups = backups;
        this.restores = restores;
        this.stores = stores;
        this.patience = patience;
        this.clock = clock;
    }

    /** Does what is due and answers the status that follows. */
    SwarmMemoryBackupStatus pass(BackupResource backup) {
        var known = BackupReader.record(backup);
        var namespace = backup.getMetadata().getNamespace();
        var store = applier.current(StoreResource.class, namespace, known.store());
        if (store.filter(found -> link(backup, StoreReader.identity(found))).isPresent()) {
            return BackupReader.status(backup);
        }
        var outcome = new BackupOutcome(
                known,
                BackupReader.status(backup),
                store.map(StoreReader::identity).map(StoreIdentity::swarm),
                backup.getMetadata().getGeneration(),
                clock.instant());
        var job = Names.backupJob(known.store(), known.name());
        return switch (jobs.find(backup, job)) {
            case Jobs.Taken(var name, var holder) ->
                outcome.waiting(
                        Reason.OBJECT_NOT_OWNED,
                        "Job " + name + " belongs to " + holder
                                + " (expected: nothing of that name). It was left alone;"
                                + " the backup is taken when it is gone.");
            case Jobs.Own(var found, var state) -> followed(outcome, job, state, destination(backup, store));
            case Jobs.None() -> begun(backup, known, outcome, store);
        };
    }

    private static SwarmMemoryBackupStatus followed(
            BackupOutcome outcome, String job, JobState state, Destination destination) {
        return switch (state) {
            case JobState.Absent() -> throw new IllegalStateException("A Job that was found is absent: " + job);
            case JobState.Active active -> outcome.running(job, active);
            case JobState.Done done -> outcome.ended(job, done, destination);
            case JobState.Failed failure -> outcome.failed(job, failure);
        };
    }

    private SwarmMemoryBackupStatus begun(
            BackupResource backup, BackupRecord known, BackupOutcome outcome, Optional<StoreResource> store) {
        var siblings = backups.of(backup.getMetadata().getNamespace(), known.store()).stream()
                .map(BackupReader::record)
                .toList();
        var destination = destination(backup, store);
        var step = BackupStep.next(
                known,
                backup.getMetadata().getUid(),
                destination,
                store.map(found -> seen(found, known)).orElseGet(StoreSeen.Missing::new),
                siblings,
                HeldBackups.of(restores.in(backup.getMetadata().getNamespace()), store),
                patience,
                clock.instant());
        return switch (step) {
            case BackupStep.Wait(var reason, var message) -> outcome.waiting(reason, message);
            case BackupStep.GiveUp(var reason, var message) -> outcome.givenUp(reason, message);
            case BackupStep.Begin begin
            when store.filter(found -> isRebuilt(found, known)).isPresent() ->
                outcome.waiting(
                        Reason.WAITING_FOR_TURN,
                        "The data claim is rebuilt in a smaller size; the backup is taken afterwards.");
            case BackupStep.Begin(var plan, var job) -> started(backup, outcome, destination, plan, job);
        };
    }

    private SwarmMemoryBackupStatus started(
            BackupResource backup, BackupOutcome outcome, Destination destination, StorePlan plan, JobPlan job) {
        var obstacle = jobs.obstacle(job)
                .map(missing -> new BackupStep.Wait(Reason.SECRET_NOT_FOUND, missing))
                .or(() -> destination instanceof OnClaim ? claim(plan) : Optional.empty());
        if (obstacle.isPresent()) {
            return outcome.waiting(obstacle.get().reason(), obstacle.get().message());
        }
        if (hasEnded(backup)) {
            return outcome.previous();
        }
        return switch (jobs.start(job)) {
            case Outcome.Refused refused ->
                outcome.waiting(
                        refused.namespaceEnds() ? Reason.NAMESPACE_ENDING : Reason.API_REFUSED,
                        "The API server refused " + refused.object() + ": " + refused.message());
            default -> outcome.running(job.name(), new JobState.Active(Optional.empty(), null));
        };
    }

    /** A cache may be behind: a backup that has ended, and whose Job is gone, is not taken twice. */
    private boolean hasEnded(BackupResource backup) {
        return applier.fetched(
                        BackupResource.class,
                        backup.getMetadata().getNamespace(),
                        backup.getMetadata().getName())
                .map(BackupReader::record)
                .map(known -> known.state() != BackupRecord.State.PENDING)
                .orElse(true);
    }

    /** Makes the backup claim, or lets it grow; empty when it can be used. */
    private Optional<BackupStep.Wait> claim(StorePlan plan) {
        var store = plan.identity();
        var present = applier.current(PersistentVolumeClaim.class, store.namespace(), Names.backupClaim(store.name()));
        var wanted = MemoryClaim.backups(store, plan.backups().claim(), present);
        return switch (applier.apply(wanted, present, new ClaimOwnership(store))) {
            case Outcome.Foreign(var object, var holder) ->
                Optional.of(new BackupStep.Wait(
                        Reason.OBJECT_NOT_OWNED,
                        object + " belongs to " + holder + " (expected: store " + store.name() + " of swarm "
                                + store.swarm() + "). It was left alone. Remove it or hand it over; the backup is taken"
                                + " then."));
            case Outcome.Leaving(var object) ->
                Optional.of(new BackupStep.Wait(Reason.CLAIM_PENDING, object + " is being removed."));
            case Outcome.Refused refused
            when present.isEmpty() ->
                Optional.of(new BackupStep.Wait(
                        refused.namespaceEnds() ? Reason.NAMESPACE_ENDING : Reason.API_REFUSED,
                        "The API server refused " + refused.object() + ": " + refused.message()));
            default -> Optional.empty();
        };
    }

    /** A final backup comes from the claim once the pod is gone; a store that sleeps has no pod either. */
    private StoreSeen seen(StoreResource store, BackupRecord backup) {
        return switch (stores.read(store)) {
            case StoreReader.Refused(var finding) -> new StoreSeen.Unreadable(finding.message());
            case StoreReader.Followed(var plan) -> {
                var namespace = store.getMetadata().getNamespace();
                var name = store.getMetadata().getName();
                var leaving = store.getMetadata().getDeletionTimestamp() != null;
                var pod = applier.fetched(Pod.class, namespace, Names.pod(name));
                var set = applier.fetched(StatefulSet.class, namespace, Names.statefulSet(name));
                var serves = pod.filter(found -> found.getMetadata().getDeletionTimestamp() == null)
                        .filter(PodDiagnosis::isReady)
                        .isPresent();
                var noneComes = set.map(found -> found.getMetadata().getDeletionTimestamp() != null
                                || found.getSpec().getReplicas() == 0)
                        .orElse(leaving);
                yield new StoreSeen.Known(
                        plan, leaving, pod.isEmpty() && noneComes, serves, restoring(namespace, backup));
            }
        };
    }

    /** The backup that belongs to a restore is taken before that begins to work on the claim. */
    private Optional<String> restoring(String namespace, BackupRecord backup) {
        return restores.of(namespace, backup.store()).stream()
                .map(RestoreReader::record)
                .filter(RestoreRecord::needsPodAway)
                .filter(restore -> restore.step() != RestoreStep.STOPPING
                        || restore.safetyBackup().filter(backup.name()::equals).isEmpty())
                .map(RestoreRecord::name)
                .findFirst();
    }

    /**
     * Only the backup a rebuild rests on is taken while it works; a store that goes takes its final one all the same.
     */
    private static boolean isRebuilt(StoreResource store, BackupRecord backup) {
        return StoreReader.rebuilding(store)
                .filter(rebuild -> store.getMetadata().getDeletionTimestamp() == null)
                .filter(RebuildRecord::needsPodAway)
                .filter(rebuild ->
                        rebuild.backup().filter(backup.name()::equals).isEmpty())
                .isPresent();
    }

    private static Destination destination(BackupResource backup, Optional<StoreResource> store) {
        var known = BackupReader.record(backup);
        var identity = store.map(StoreReader::identity)
                .orElseGet(() -> new StoreIdentity(
                        backup.getMetadata().getNamespace(), known.store(), "", known.swarm(), Optional.empty()));
        return BackupPlanner.destination(identity, BackupReader.spec(backup).destination());
    }

    /** Whether it was linked now; that change brings it here again, as it is then. */
    private boolean link(BackupResource backup, StoreIdentity store) {
        var labels = Optional.ofNullable(backup.getMetadata().getLabels()).orElse(Map.of());
        if (labels.containsKey(Labels.STORE_UID)) {
            return false;
        }
        applier.label(backup, RequestedBackup.links(store));
        return true;
    }
}
