package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.crd.v1alpha1.RebuildStep;
import io.claudeflow.swarm.crd.v1alpha1.StorageRebuild;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreStatus;
import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.desired.MemoryClaim;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.desired.RequestedBackup;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.job.JobState;
import io.claudeflow.swarm.operator.job.Jobs;
import io.claudeflow.swarm.operator.kubernetes.ClaimOwnership;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.kubernetes.Ownership;
import io.claudeflow.swarm.operator.memoryclient.StoreFigures;
import io.claudeflow.swarm.operator.plan.BackupRecord;
import io.claudeflow.swarm.operator.plan.JobPlan.Owner;
import io.claudeflow.swarm.operator.plan.RebuildFacts;
import io.claudeflow.swarm.operator.plan.RebuildMove;
import io.claudeflow.swarm.operator.plan.RebuildNote;
import io.claudeflow.swarm.operator.plan.RebuildRecord;
import io.claudeflow.swarm.operator.plan.RestoreFacts;
import io.claudeflow.swarm.operator.plan.StorageJobs;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.plan.StorePlan.ClaimStorage;
import io.claudeflow.swarm.operator.reading.PodWatch;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rebuilds the data claim of a store in a smaller size, when its spec asks for that. Keeps no state. */
final class Rebuilder {
    private static final int LONGEST_PROBLEM = 2_000;

    private final ObjectApplier applier;
    private final Jobs jobs;
    private final Events events;
    private final Clock clock;

    Rebuilder(ObjectApplier applier, Jobs jobs, Events events, Clock clock) {
        this.applier = applier;
        this.jobs = jobs;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Does what is due and says how it stands.
     *
     * @param backups the store's own
     * @param first what of the store goes first
     */
    RebuildSeen pass(
            StoreResource store,
            StorePlan plan,
            SwarmMemoryStoreStatus previous,
            List<BackupRecord> backups,
            Optional<String> first,
            Optional<StoreFigures> figures) {
        var record = StoreReader.rebuild(previous);
        if (!(plan.storage() instanceof ClaimStorage wanted)
                || !(plan.lifecycle().rebuildToShrink() || record.isPresent() || isMarked(plan))) {
            return RebuildSeen.none();
        }
        var active = record.filter(RebuildRecord::active).isPresent();
        var data = claim(plan, false);
        var smaller = data.filter(claim -> claim.getMetadata().getDeletionTimestamp() == null)
                .filter(claim -> plan.lifecycle().rebuildToShrink())
                .flatMap(claim -> smaller(claim, wanted));
        if (!active && smaller.isEmpty() && record.isEmpty() && !isMarked(plan)) {
            return RebuildSeen.none();
        }
        var facts = new RebuildFacts(
                plan.identity().name(),
                smaller,
                record,
                first,
                new PodWatch(applier)
                        .of(plan.identity().namespace(), plan.identity().name()),
                figures.map(
                        known -> known.database().sizeBytes() + known.database().walBytes()),
                seen(plan, data),
                seen(plan, claim(plan, true)),
                backups,
                record.filter(RebuildRecord::active)
                        .map(known -> work(store, plan, known))
                        .orElseGet(RestoreFacts.NotBegun::new),
                clock.instant());
        return done(store, plan, wanted, record, RebuildMove.next(facts));
    }

    /** Whether claims bear the mark of a rebuild that nobody remembers; the cache answers, it costs nothing. */
    private boolean isMarked(StorePlan plan) {
        return applier.known(
                                PersistentVolumeClaim.class,
                                plan.identity().namespace(),
                                Names.trialClaim(plan.identity().name()))
                        .isPresent()
                || applier.known(
                                PersistentVolumeClaim.class,
                                plan.identity().namespace(),
                                Names.claim(plan.identity().name()))
                        .flatMap(MemoryClaim::rebuild)
                        .filter(note -> !note.filled())
                        .isPresent();
    }

    private Optional<PersistentVolumeClaim> claim(StorePlan plan, boolean trial) {
        var name = plan.identity().name();
        return applier.fetched(
                PersistentVolumeClaim.class,
                plan.identity().namespace(),
                trial ? Names.trialClaim(name) : Names.claim(name));
    }

    private static Optional<String> smaller(PersistentVolumeClaim claim, ClaimStorage wanted) {
        var asked = MemoryClaim.size(claim).orElse(wanted.size());
        var grown = MemoryClaim.grown(claim)
                .filter(note -> note.explains(asked, wanted.size()))
                .isPresent();
        return MemoryClaim.isLarger(asked, wanted.size())
                        && !grown
                        && MemoryClaim.capacity(claim).isPresent()
                ? Optional.of(wanted.size())
                : Optional.empty();
    }

    private static RebuildFacts.Claim seen(StorePlan plan, Optional<PersistentVolumeClaim> claim) {
        if (claim.isEmpty()) {
            return new RebuildFacts.Absent();
        }
        if (!(new ClaimOwnership(plan.identity()).holderOf(claim.get()) instanceof Ownership.Ours)) {
            return new RebuildFacts.Former();
        }
        if (claim.get().getMetadata().getDeletionTimestamp() != null) {
            return new RebuildFacts.Leaving();
        }
        var size = MemoryClaim.size(claim.get()).orElse("");
        return MemoryClaim.rebuild(claim.get())
                .<RebuildFacts.Claim>map(note -> new RebuildFacts.Made(note, size))
                .orElseGet(RebuildFacts.Former::new);
    }

    private static Optional<String> jobName(StorePlan plan, RebuildRecord record) {
        return switch (record.step()) {
            case TRYING, FILLING ->
                record.backup()
                        .map(backup ->
                                Names.rebuildJob(plan.identity().name(), record.step() == RebuildStep.TRYING, backup));
            default -> Optional.empty();
        };
    }

    private RestoreFacts.Work work(StoreResource store, StorePlan plan, RebuildRecord record) {
        return jobName(plan, record).map(name -> work(jobs.find(store, name))).orElseGet(RestoreFacts.NotBegun::new);
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

    private RebuildSeen done(
            StoreResource store,
            StorePlan plan,
            ClaimStorage wanted,
            Optional<RebuildRecord> record,
            RebuildMove move) {
        return switch (move) {
            case RebuildMove.Nothing() -> resting(record);
            case RebuildMove.Forget() -> RebuildSeen.none();
            case RebuildMove.Wait(var blocked, var message) ->
                new RebuildSeen(
                        record.map(Rebuilder::status),
                        false,
                        false,
                        Optional.of(resized(blocked ? Reason.SHRINK_REFUSED : Reason.REBUILDING, message)));
            case RebuildMove.Stay(var message) -> going(record.orElseThrow(), message);
            case RebuildMove.Go(var next) -> {
                events.tell(
                        store,
                        EventReason.REBUILD_STEP,
                        "Data claim in " + next.size() + ": " + next.step().wire() + "."
                                + next.problem().map(text -> " " + text).orElse(""));
                yield began(next);
            }
            case RebuildMove.AskBackup(var name) ->
                going(record.orElseThrow(), outcome(applier.create(backup(plan, name))));
            case RebuildMove.Make(var trial, var size, var backup) ->
                going(
                        record.orElseThrow(),
                        outcome(applier.create(MemoryClaim.rebuilt(
                                plan.identity(),
                                trial,
                                new ClaimStorage(size, wanted.storageClass()),
                                new RebuildNote(false, backup)))));
            case RebuildMove.Fill(var trial, var backup) ->
                going(record.orElseThrow(), outcome(fill(plan, trial, backup)));
            case RebuildMove.Note(var trial, var backup) -> {
                noted(plan, trial, backup);
                yield record.map(known -> going(known, "The claim is filled.")).orElseGet(RebuildSeen::none);
            }
            case RebuildMove.Remove(var trial) -> {
                claim(plan, trial)
                        .filter(found -> new ClaimOwnership(plan.identity()).holderOf(found) instanceof Ownership.Ours)
                        .ifPresent(applier::delete);
                yield record.filter(RebuildRecord::active)
                        .map(known -> going(known, trial ? "The second claim is removed." : "The claim is removed."))
                        .orElseGet(() -> resting(record));
            }
            case RebuildMove.Retry(var message) -> {
                remove(store, plan, record.orElseThrow());
                yield going(record.orElseThrow(), "It is tried again: " + message);
            }
            case RebuildMove.End(var problem) -> ended(store, plan, record.orElseThrow(), problem);
        };
    }

    private static BackupResource backup(StorePlan plan, String name) {
        return RequestedBackup.of(
                plan.identity(),
                name,
                BackupTrigger.REBUILD,
                "the data claim is rebuilt in a smaller size",
                plan.backups().destination());
    }

    private Outcome fill(StorePlan plan, boolean trial, BackupRecord backup) {
        var store = plan.identity();
        var own = Names.storage(store.name());
        var names =
                trial ? new StorageJobs.Names(own.service(), Names.trialClaim(store.name()), own.backupClaim()) : own;
        return jobs.start(StorageJobs.of(plan, names)
                .restore(
                        Names.rebuildJob(store.name(), trial, backup.name()),
                        new Owner("SwarmMemoryStore", store.name(), store.uid()),
                        backup.name(),
                        plan.backups().destination()));
    }

    private void noted(StorePlan plan, boolean trial, String backup) {
        claim(plan, trial)
                .ifPresent(claim -> applier.annotate(
                        claim,
                        Labels.REBUILD,
                        Optional.of(new RebuildNote(false, backup).text()),
                        Optional.of(new RebuildNote(true, backup).text())));
    }

    private void remove(StoreResource store, StorePlan plan, RebuildRecord record) {
        jobName(plan, record).map(name -> jobs.find(store, name)).ifPresent(found -> {
            if (found instanceof Jobs.Own(var job, var state)) {
                jobs.remove(job);
            }
        });
    }

    /** Jobs that ended well go, the one that failed stays for its logs. */
    private RebuildSeen ended(StoreResource store, StorePlan plan, RebuildRecord record, Optional<String> problem) {
        record.backup().ifPresent(backup -> {
            for (var trial : List.of(true, false)) {
                var name = Names.rebuildJob(plan.identity().name(), trial, backup);
                if (jobs.find(store, name) instanceof Jobs.Own(var job, JobState.Done done)) {
                    jobs.remove(job);
                }
            }
        });
        events.tell(
                store,
                problem.isPresent() ? EventReason.REBUILD_FAILED : EventReason.REBUILD_SUCCEEDED,
                problem.orElseGet(() -> "The data claim has " + record.size() + " now."));
        return resting(Optional.of(
                new RebuildRecord(RebuildStep.FINISHED, clock.instant(), record.size(), record.backup(), problem)));
    }

    private static RebuildSeen resting(Optional<RebuildRecord> record) {
        return new RebuildSeen(
                record.map(Rebuilder::status),
                false,
                false,
                record.flatMap(RebuildRecord::problem)
                        .map(problem -> resized(
                                Reason.REBUILD_FAILED,
                                problem + " To try again set spec.storageShrink to Refuse and then to Rebuild, or ask"
                                        + " for another spec.storageSize.")));
    }

    /** The pod goes in the pass after: a cache that is behind would bring it back, before its data is there. */
    private static RebuildSeen began(RebuildRecord record) {
        var seen = going(record, "It begins.");
        return record.step() == RebuildStep.STOPPING
                ? new RebuildSeen(seen.status(), false, false, seen.finding())
                : seen;
    }

    private static RebuildSeen going(RebuildRecord record, String message) {
        return new RebuildSeen(
                Optional.of(status(record)),
                record.needsPodAway(),
                record.step() == RebuildStep.SWAPPING,
                Optional.of(resized(
                        Reason.REBUILDING,
                        "The data claim is rebuilt in " + record.size() + ", step "
                                + record.step().wire() + ". " + message)));
    }

    private static String outcome(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused
                ? "The API server refused " + refused.object() + ": " + refused.message()
                : outcome.object() + " was made.";
    }

    private static StorageRebuild status(RebuildRecord record) {
        return new StorageRebuild(
                record.step(),
                record.since().truncatedTo(ChronoUnit.SECONDS).toString(),
                record.size(),
                record.backup().orElse(null),
                shortened(record.problem().orElse(null)));
    }

    private static @Nullable String shortened(@Nullable String problem) {
        return problem == null || problem.length() <= LONGEST_PROBLEM
                ? problem
                : problem.substring(0, LONGEST_PROBLEM - 1) + "…";
    }

    private static Finding resized(Reason reason, String message) {
        return Finding.no(ConditionType.STORAGE_RESIZED, reason, message);
    }
}
