package io.claudeflow.swarm.operator.memoryrestore;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.crd.v1alpha1.RestoreStep;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryRestoreStatus;
import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.desired.RequestedBackup;
import io.claudeflow.swarm.operator.job.JobReport;
import io.claudeflow.swarm.operator.job.JobState;
import io.claudeflow.swarm.operator.job.Jobs;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.kubernetes.PrimaryIndex;
import io.claudeflow.swarm.operator.plan.BackupPlanner;
import io.claudeflow.swarm.operator.plan.BackupRecord;
import io.claudeflow.swarm.operator.plan.JobPlan;
import io.claudeflow.swarm.operator.plan.JobPlan.Owner;
import io.claudeflow.swarm.operator.plan.RestoreFacts;
import io.claudeflow.swarm.operator.plan.RestoreMove;
import io.claudeflow.swarm.operator.plan.RestoreRecord;
import io.claudeflow.swarm.operator.plan.StorageJobs;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.plan.UpgradeRecord;
import io.claudeflow.swarm.operator.reading.BackupReader;
import io.claudeflow.swarm.operator.reading.PodWatch;
import io.claudeflow.swarm.operator.reading.RestoreReader;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.RestoreResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One pass over one restore that has not ended. Keeps no state: everything is read anew. */
final class RestoreWork {
    private final ObjectApplier applier;
    private final Jobs jobs;
    private final PrimaryIndex<RestoreResource> restores;
    private final PrimaryIndex<BackupResource> backups;
    private final StoreReader stores;
    private final Clock clock;

    RestoreWork(
            ObjectApplier applier,
            Jobs jobs,
            PrimaryIndex<RestoreResource> restores,
            PrimaryIndex<BackupResource> backups,
            StoreReader stores,
            Clock clock) {
        this.applier = applier;
        this.jobs = jobs;
        this.restores = restores;
        this.backups = backups;
        this.stores = stores;
        this.clock = clock;
    }

    /** Does what is due and answers the status that follows. */
    SwarmMemoryRestoreStatus pass(RestoreResource restore) {
        var known = RestoreReader.record(restore);
        var namespace = restore.getMetadata().getNamespace();
        var store = applier.current(StoreResource.class, namespace, known.store());
        if (store.filter(found -> link(restore, StoreReader.identity(found))).isPresent()) {
            return RestoreReader.status(restore);
        }
        var job = Optional.of(known.step())
                .filter(step -> jobName(known, step).isPresent())
                .map(step -> jobs.find(restore, jobName(known, step).orElseThrow()));
        var facts = facts(restore, known, store, job);
        var outcome = new RestoreOutcome(
                known,
                RestoreReader.status(restore),
                store.map(StoreReader::identity).map(StoreIdentity::swarm),
                job.filter(Jobs.Own.class::isInstance).flatMap(found -> jobName(known, known.step())),
                report(job),
                restore.getMetadata().getGeneration(),
                clock.instant());
        if (known.step() == RestoreStep.PENDING
                && store.flatMap(StoreReader::rebuilding).isPresent()) {
            return outcome.hindered(
                    Reason.WAITING_FOR_TURN, "The data claim is rebuilt in a smaller size; that goes first.");
        }
        return switch (RestoreMove.next(facts)) {
            case RestoreMove.Stay stay -> outcome.staying(stay);
            case RestoreMove.Go go -> went(restore, outcome, facts, go);
            case RestoreMove.AskSafetyBackup(var plan, var name) -> asked(outcome, plan, name);
            case RestoreMove.Begin(var plan, var backup, var undo) -> begun(restore, outcome, plan, backup, undo);
            case RestoreMove.Cancel(var message) -> {
                job.ifPresent(this::cancel);
                yield outcome.hindered(Reason.RUNNING, message);
            }
            case RestoreMove.End end -> outcome.ended(end);
        };
    }

    private static Optional<String> jobName(RestoreRecord restore, RestoreStep step) {
        return switch (step) {
            case RESTORING -> Optional.of(Names.restoreJob(restore.store(), restore.uid()));
            case ROLLING_BACK, RESUMING -> Optional.of(Names.rollBackJob(restore.store(), restore.uid()));
            default -> Optional.empty();
        };
    }

    private RestoreFacts facts(
            RestoreResource restore, RestoreRecord known, Optional<StoreResource> store, Optional<Jobs.Found> job) {
        var namespace = restore.getMetadata().getNamespace();
        var identity = store.map(StoreReader::identity);
        var own = backups.of(namespace, known.store()).stream()
                .map(BackupReader::record)
                .filter(backup -> identity.filter(is -> is.swarm().equals(backup.swarm())
                                || backup.swarm().isEmpty())
                        .isPresent())
                .toList();
        return new RestoreFacts(
                known,
                clock.instant(),
                store.map(found -> seen(found, known)).orElseGet(RestoreFacts.NoStore::new),
                turn(namespace, known, own),
                known.backup().or(known::wanted).isPresent()
                        ? backup(namespace, known.backup().or(known::wanted).orElseThrow())
                        : own.stream().filter(BackupRecord::usable).max(BackupRecord.OLDEST_FIRST),
                known.safetyBackup().flatMap(name -> backup(namespace, name)),
                own,
                new PodWatch(applier).of(namespace, known.store()),
                job.map(RestoreWork::work).orElseGet(RestoreFacts.NotBegun::new));
    }

    private Optional<BackupRecord> backup(String namespace, String name) {
        return backups.get(namespace, name).map(BackupReader::record);
    }

    private RestoreFacts.Store seen(StoreResource store, RestoreRecord known) {
        var busy = known.step() == RestoreStep.PENDING ? StoreBusy.with(store, known.name()) : Optional.<String>empty();
        if (busy.isPresent()) {
            return new RestoreFacts.BusyStore(busy.get());
        }
        return switch (stores.read(store)) {
            case StoreReader.Refused(var finding) -> new RestoreFacts.UnreadableStore(finding.message());
            case StoreReader.Followed(var plan) ->
                new RestoreFacts.KnownStore(plan, store.getMetadata().getDeletionTimestamp() != null);
        };
    }

    /** One at work goes first, then the one that was asked for first, unless that cannot begin yet. */
    private Optional<String> turn(String namespace, RestoreRecord known, List<BackupRecord> own) {
        return restores.of(namespace, known.store()).stream()
                .map(RestoreReader::record)
                .filter(other -> !other.name().equals(known.name()))
                .filter(other -> RestoreRecord.FIRST_COME.compare(other, known) < 0
                        ? other.active() || (known.step() == RestoreStep.PENDING && canBegin(namespace, other, own))
                        : other.active() && known.step() == RestoreStep.PENDING)
                .map(RestoreRecord::name)
                .findFirst();
    }

    private boolean canBegin(String namespace, RestoreRecord other, List<BackupRecord> own) {
        return other.step() == RestoreStep.PENDING
                && other.wanted()
                        .map(name -> backup(namespace, name)
                                .filter(BackupRecord::usable)
                                .isPresent())
                        .orElseGet(() -> own.stream().anyMatch(BackupRecord::usable));
    }

    private static RestoreFacts.Work work(Jobs.Found found) {
        return switch (found) {
            case Jobs.None() -> new RestoreFacts.NotBegun();
            case Jobs.Taken(var name, var holder) ->
                new RestoreFacts.Going("Job " + name + " belongs to " + holder + " (expected: nothing of that name).");
            case Jobs.Own(var job, JobState.Active(var note, var started)) ->
                new RestoreFacts.Going("Job " + job.getMetadata().getName()
                        + note.map(text -> ": " + text).orElse(" is at work."));
            case Jobs.Own(var job, JobState.Done done) -> new RestoreFacts.Finished();
            case Jobs.Own(var job, JobState.Failed failure) -> new RestoreFacts.Failed(failure.message());
            case Jobs.Own(var job, JobState.Absent absent) -> new RestoreFacts.NotBegun();
        };
    }

    private static Optional<JobReport> report(Optional<Jobs.Found> found) {
        return found.isPresent()
                        && found.get() instanceof Jobs.Own(var job, JobState.Done(var report, var from, var to))
                ? Optional.of(report)
                : Optional.empty();
    }

    private SwarmMemoryRestoreStatus asked(RestoreOutcome outcome, StorePlan plan, String name) {
        var backup = RequestedBackup.of(
                plan.identity(),
                name,
                BackupTrigger.RESTORE,
                "before SwarmMemoryRestore " + outcome.restore().name(),
                plan.backups().destination());
        return applier.create(backup) instanceof Outcome.Refused refused
                ? outcome.hindered(Reason.API_REFUSED, refused.object() + ": " + refused.message())
                : outcome.hindered(Reason.BACKING_UP, "SwarmMemoryBackup " + name + " of the present data was made.");
    }

    private SwarmMemoryRestoreStatus begun(
            RestoreResource restore, RestoreOutcome outcome, StorePlan plan, BackupRecord backup, boolean undo) {
        var job = job(restore, outcome.restore(), plan, backup, undo);
        var obstacle = jobs.obstacle(job);
        if (obstacle.isPresent()) {
            return outcome.going(RestoreMove.without(obstacle.get()));
        }
        if (hasMovedOn(restore, outcome.restore())) {
            return outcome.previous();
        }
        return jobs.start(job) instanceof Outcome.Refused refused
                ? outcome.hindered(
                        refused.namespaceEnds() ? Reason.NAMESPACE_ENDING : Reason.API_REFUSED,
                        "The API server refused " + refused.object() + ": " + refused.message())
                : outcome.begun(job.name());
    }

    /** The pod is not taken away for a restore that could not begin. */
    private SwarmMemoryRestoreStatus went(
            RestoreResource restore, RestoreOutcome outcome, RestoreFacts facts, RestoreMove.Go go) {
        if (facts.restore().active()
                || !(facts.store() instanceof RestoreFacts.KnownStore known)
                || facts.source().isEmpty()) {
            return outcome.going(go);
        }
        var source = facts.source().get();
        var job = job(restore, outcome.restore(), known.plan(), source, false);
        return jobs.obstacle(job)
                .map(missing -> outcome.hindered(Reason.SECRET_NOT_FOUND, missing))
                .or(() -> missingClaim(restore, job, source)
                        .map(claim -> outcome.hindered(
                                Reason.BACKUP_NOT_FOUND,
                                "There is no PersistentVolumeClaim " + claim + ", on which SwarmMemoryBackup "
                                        + source.name() + " lies.")))
                .orElseGet(() -> outcome.going(go));
    }

    private Optional<String> missingClaim(RestoreResource restore, JobPlan job, BackupRecord source) {
        var claim = Names.backupClaim(source.store());
        return job.mounts().stream()
                .flatMap(mount -> mount.claim().stream())
                .filter(claim::equals)
                .filter(name -> applier.fetched(
                                PersistentVolumeClaim.class,
                                restore.getMetadata().getNamespace(),
                                name)
                        .isEmpty())
                .findFirst();
    }

    /** A cache may be behind: a Job that has ended and is gone is not begun twice. */
    private boolean hasMovedOn(RestoreResource restore, RestoreRecord known) {
        return applier.fetched(RestoreResource.class, restore.getMetadata().getNamespace(), known.name())
                .map(RestoreReader::record)
                .map(is -> is.step() != known.step())
                .orElse(true);
    }

    /** The backup may be another store's; its claim is named after that one. */
    private JobPlan job(
            RestoreResource restore, RestoreRecord known, StorePlan plan, BackupRecord backup, boolean undo) {
        var store = plan.identity();
        var own = Names.storage(store.name());
        var names = new StorageJobs.Names(own.service(), own.dataClaim(), Names.backupClaim(backup.store()));
        var holder = new StoreIdentity(store.namespace(), backup.store(), "", backup.swarm(), Optional.empty());
        var destination = backups.get(store.namespace(), backup.name())
                .map(found -> BackupPlanner.destination(
                        holder, BackupReader.spec(found).destination()))
                .orElseGet(() -> BackupPlanner.destination(holder, null));
        var name = undo ? Names.rollBackJob(known.store(), known.uid()) : Names.restoreJob(known.store(), known.uid());
        var owner = new Owner(
                "SwarmMemoryRestore", known.name(), restore.getMetadata().getUid());
        var storage = StorageJobs.of(plan, names);
        return isWayBackFromAnUpgrade(store.namespace(), known)
                ? storage.returnFromUpgrade(name, owner, backup.name(), destination)
                : storage.restore(name, owner, backup.name(), destination);
    }

    private boolean isWayBackFromAnUpgrade(String namespace, RestoreRecord known) {
        return applier.current(StoreResource.class, namespace, known.store())
                .map(StoreReader::status)
                .filter(status -> UpgradeRecord.of(status).returnsBy(known.name()))
                .isPresent();
    }

    private void cancel(Jobs.Found found) {
        if (found instanceof Jobs.Own(var job, JobState.Active active)) {
            jobs.cancel(job);
        }
    }

    /** Whether it was linked now; that change brings it here again, as it is then. */
    private boolean link(RestoreResource restore, StoreIdentity store) {
        var labels = Optional.ofNullable(restore.getMetadata().getLabels()).orElse(Map.of());
        if (labels.containsKey(Labels.STORE_UID)) {
            return false;
        }
        applier.label(restore, RequestedBackup.links(store));
        return true;
    }

    /** Removes the Jobs of a restore that ended well; those of one that failed stay for their logs. */
    void tidy(RestoreResource restore) {
        var known = RestoreReader.record(restore);
        for (var name :
                List.of(Names.restoreJob(known.store(), known.uid()), Names.rollBackJob(known.store(), known.uid()))) {
            if (jobs.find(restore, name) instanceof Jobs.Own(var job, JobState.Done done)) {
                jobs.remove(job);
            }
        }
    }
}
