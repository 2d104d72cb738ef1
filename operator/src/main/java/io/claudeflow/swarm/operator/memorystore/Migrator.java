package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.Migration;
import io.claudeflow.swarm.crd.v1alpha1.MigrationResult;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreStatus;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.job.JobState;
import io.claudeflow.swarm.operator.job.Jobs;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.plan.JobPlan.Owner;
import io.claudeflow.swarm.operator.plan.MigrationPlan;
import io.claudeflow.swarm.operator.plan.MigrationRequest;
import io.claudeflow.swarm.operator.plan.MigrationStep;
import io.claudeflow.swarm.operator.plan.StorageJobs;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.time.Clock;
import java.util.Optional;

/** Imports the data of an older memory into a store that serves, once per request. Keeps no state. */
final class Migrator {
    private final ObjectApplier applier;
    private final Jobs jobs;
    private final Events events;
    private final Clock clock;

    Migrator(ObjectApplier applier, Jobs jobs, Events events, Clock clock) {
        this.applier = applier;
        this.jobs = jobs;
        this.events = events;
        this.clock = clock;
    }

    /** The plan for the pod: a legacy claim that is not there is not mounted, the store serves without it. */
    StorePlan mountable(StorePlan plan) {
        return plan.legacyClaim().isEmpty() || exists(plan, plan.legacyClaim().get())
                ? plan
                : plan.withoutLegacyClaim();
    }

    private boolean exists(StorePlan plan, String claim) {
        return applier.current(PersistentVolumeClaim.class, plan.identity().namespace(), claim)
                .filter(found -> found.getMetadata().getDeletionTimestamp() == null)
                .isPresent();
    }

    /** Does what is due and says how it stands. */
    MigrationSeen pass(StoreResource store, StorePlan plan, SwarmMemoryStoreStatus previous, StoreObservation seen) {
        var known = Optional.ofNullable(previous.migration())
                .filter(found -> request(found).isPresent());
        var wanted = plan.lifecycle().migration();
        if (wanted.isEmpty() && known.isEmpty()) {
            return MigrationSeen.none();
        }
        var job = known.filter(found -> found.result() == null)
                .map(found -> jobs.find(store, jobName(plan, request(found).orElseThrow())));
        var step = MigrationStep.next(new MigrationStep.Facts(
                wanted,
                known.map(Migrator::known),
                job.map(Migrator::work).orElse(MigrationStep.Work.NOT_BEGUN),
                job.map(Migrator::note).orElse(""),
                wanted.map(asked -> exists(plan, asked.claim())).orElse(false),
                ReadyFinding.of(plan.identity(), seen, StorageFinding.ready(plan, seen))
                        .holds()));
        return done(store, plan, known, job, step);
    }

    private MigrationSeen done(
            StoreResource store,
            StorePlan plan,
            Optional<Migration> known,
            Optional<Jobs.Found> job,
            MigrationStep step) {
        return switch (step) {
            case MigrationStep.NotAsked() -> MigrationSeen.none();
            case MigrationStep.Settled() -> settled(store, plan, known.orElseThrow());
            case MigrationStep.Close() -> settled(plan, MigrationOutcome.closed(known.orElseThrow(), clock.instant()));
            case MigrationStep.Open(var request, var wanted) -> opened(store, plan, known, request, wanted);
            case MigrationStep.Wait(var hindrance) -> waiting(plan, known.orElseThrow(), hindrance);
            case MigrationStep.Begin(var request, var wanted) ->
                begun(store, plan, known.orElseThrow(), request, wanted);
            case MigrationStep.Going(var note) -> going(running(known.orElseThrow(), job.orElseThrow()), note);
            case MigrationStep.End() -> ended(store, plan, known.orElseThrow(), job.orElseThrow());
            case MigrationStep.Lost() -> told(store, plan, MigrationOutcome.lost(known.orElseThrow(), clock.instant()));
            case MigrationStep.Cancel() -> {
                if (job.orElseThrow() instanceof Jobs.Own(var running, JobState.Active active)) {
                    jobs.cancel(running);
                }
                yield going(known.orElseThrow(), "The import that is not wanted any more is being ended.");
            }
        };
    }

    private static Optional<MigrationRequest> request(Migration found) {
        return Optional.ofNullable(found.request()).flatMap(MigrationRequest::parse);
    }

    private static MigrationStep.Known known(Migration found) {
        return new MigrationStep.Known(
                request(found).orElseThrow(),
                Boolean.TRUE.equals(found.requested()),
                found.startedAt() != null,
                found.result() != null);
    }

    private static String jobName(StorePlan plan, MigrationRequest request) {
        return Names.migrateJob(plan.identity().name(), request.text());
    }

    private static MigrationStep.Work work(Jobs.Found found) {
        return switch (found) {
            case Jobs.None() -> MigrationStep.Work.NOT_BEGUN;
            case Jobs.Taken taken -> MigrationStep.Work.GOING;
            case Jobs.Own(var job, JobState.Active active) -> MigrationStep.Work.GOING;
            case Jobs.Own(var job, JobState.Absent absent) -> MigrationStep.Work.NOT_BEGUN;
            case Jobs.Own(var job, var ended) -> MigrationStep.Work.ENDED;
        };
    }

    private static String note(Jobs.Found found) {
        return switch (found) {
            case Jobs.Taken(var name, var holder) ->
                "Job " + name + " belongs to " + holder + " (expected: nothing of that name).";
            case Jobs.Own(var job, JobState.Active(var note, var started)) ->
                "Job " + job.getMetadata().getName()
                        + note.map(text -> ": " + text).orElse(" imports the legacy data.");
            default -> "";
        };
    }

    /** A Job that was begun by an operator that did not come to write it down. */
    private Migration running(Migration known, Jobs.Found found) {
        return known.startedAt() == null && found instanceof Jobs.Own(var job, var state)
                ? MigrationOutcome.begun(known, job.getMetadata().getName(), clock.instant())
                : known;
    }

    private MigrationSeen opened(
            StoreResource store,
            StorePlan plan,
            Optional<Migration> former,
            MigrationRequest request,
            MigrationPlan wanted) {
        former.flatMap(Migrator::request)
                .map(earlier -> jobs.find(store, jobName(plan, earlier)))
                .ifPresent(found -> {
                    if (found instanceof Jobs.Own(var job, var state)) {
                        jobs.remove(job);
                    }
                });
        return going(MigrationOutcome.opened(request, wanted), "Request " + request.text() + " was noted.");
    }

    private static MigrationSeen waiting(StorePlan plan, Migration known, MigrationStep.Hindrance hindrance) {
        return switch (hindrance) {
            case NO_CLAIM ->
                new MigrationSeen(
                        Optional.of(known),
                        no(
                                Reason.LEGACY_CLAIM_NOT_FOUND,
                                "spec.legacyDataPVC: there is no PersistentVolumeClaim " + known.claim()
                                        + " in namespace " + plan.identity().namespace()
                                        + " (expected: the claim with the legacy data). The store serves without it;"
                                        + " the import begins when it appears."));
            case STORE -> going(known, "The import begins when the store serves.");
        };
    }

    private MigrationSeen begun(
            StoreResource store, StorePlan plan, Migration known, MigrationRequest request, MigrationPlan wanted) {
        var identity = plan.identity();
        var job = StorageJobs.of(plan, Names.storage(identity.name()))
                .migrate(
                        jobName(plan, request),
                        new Owner("SwarmMemoryStore", identity.name(), identity.uid()),
                        wanted.claim());
        if (jobs.start(job) instanceof Outcome.Refused refused) {
            return new MigrationSeen(
                    Optional.of(known),
                    no(
                            refused.namespaceEnds() ? Reason.NAMESPACE_ENDING : Reason.API_REFUSED,
                            "The API server refused " + refused.object() + ": " + refused.message()));
        }
        events.tell(
                store,
                EventReason.MIGRATION_STARTED,
                "Job " + job.name() + " imports from PersistentVolumeClaim " + wanted.claim() + ".");
        return going(
                MigrationOutcome.begun(known, job.name(), clock.instant()),
                "Job " + job.name() + " imports the legacy data.");
    }

    private MigrationSeen ended(StoreResource store, StorePlan plan, Migration known, Jobs.Found found) {
        if (!(found instanceof Jobs.Own(var job, var state))) {
            throw new IllegalStateException("An import has ended without a Job");
        }
        return told(store, plan, MigrationOutcome.ended(known, job.getMetadata().getName(), state, clock.instant()));
    }

    private MigrationSeen told(StoreResource store, StorePlan plan, Migration ended) {
        var seen = settled(plan, ended);
        events.tell(
                store,
                seen.finding().holds() ? EventReason.MIGRATION_SUCCEEDED : EventReason.MIGRATION_FAILED,
                seen.finding().message());
        return seen;
    }

    /** A Job that ended well goes once its outcome is written down; every other one stays for its logs. */
    private MigrationSeen settled(StoreResource store, StorePlan plan, Migration known) {
        if (known.result() != MigrationResult.IMPORTED || known.job() == null) {
            return settled(plan, known);
        }
        if (jobs.find(store, known.job()) instanceof Jobs.Own(var job, var state)) {
            jobs.remove(job);
        }
        return settled(plan, MigrationOutcome.tidied(known));
    }

    private static MigrationSeen settled(StorePlan plan, Migration known) {
        var finding = Boolean.FALSE.equals(known.requested()) && known.result() != MigrationResult.IMPORTED
                ? MigrationSeen.none().finding()
                : MigrationOutcome.finding(plan.identity(), known);
        return new MigrationSeen(Optional.of(known), finding);
    }

    private static MigrationSeen going(Migration known, String note) {
        return new MigrationSeen(Optional.of(known), no(Reason.MIGRATING, note));
    }

    private static Finding no(Reason reason, String message) {
        return Finding.no(ConditionType.MIGRATED, reason, message);
    }
}
