package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.ConditionStatus;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreStatus;
import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.Bell;
import io.claudeflow.swarm.operator.kubernetes.ObjectCache;
import io.claudeflow.swarm.operator.kubernetes.PrimaryIndex;
import io.claudeflow.swarm.operator.kubernetes.StartGate;
import io.claudeflow.swarm.operator.memoryaccess.StoreDirectory;
import io.claudeflow.swarm.operator.plan.RebuildRecord;
import io.claudeflow.swarm.operator.plan.RestoreRecord;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.reading.HeldBackups;
import io.claudeflow.swarm.operator.reading.RestoreReader;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.claudeflow.swarm.operator.resource.Paused;
import io.claudeflow.swarm.operator.resource.RestoreResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Brings one store after the other to what its spec says, and its status to what is. */
@ControllerConfiguration(
        name = SwarmMemoryStoreReconciler.NAME,
        finalizerName = Labels.FINALIZER,
        generationAwareEventProcessing = false)
public final class SwarmMemoryStoreReconciler implements Reconciler<StoreResource>, Cleaner<StoreResource> {
    /** Name of the controller, in metrics and logs. */
    public static final String NAME = "swarmmemorystore";

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration WHILE_FILLING = Duration.ofSeconds(3);
    private static final Duration WHILE_CHANGING = Duration.ofSeconds(2);
    private static final Duration WHILE_LEAVING = Duration.ofSeconds(2);
    private static final Duration NOT_YET = Duration.ofMillis(500);

    private final StoreReader reader;
    private final StoreRollout rollout;
    private final Rebuilder rebuilder;
    private final Migrator migrator;
    private final BackupKeeper backups;
    private final StoreFinalizer finalizer;
    private final FigureReader figures;
    private final Lives lives;
    private final PrimaryIndex<RestoreResource> restores;
    private final StoreStates states;
    private final ObjectCache cache;
    private final Bell<StoreResource> bell;
    private final StoreDirectory directory;
    private final StartGate gate;
    private final Events events;
    private final Clock clock;
    private final Duration again;

    SwarmMemoryStoreReconciler(
            StoreReader reader,
            StoreRollout rollout,
            Rebuilder rebuilder,
            Migrator migrator,
            BackupKeeper backups,
            StoreFinalizer finalizer,
            FigureReader figures,
            Lives lives,
            PrimaryIndex<RestoreResource> restores,
            StoreStates states,
            ObjectCache cache,
            Bell<StoreResource> bell,
            StoreDirectory directory,
            StartGate gate,
            Events events,
            Clock clock,
            Duration again) {
        this.reader = reader;
        this.rollout = rollout;
        this.rebuilder = rebuilder;
        this.migrator = migrator;
        this.backups = backups;
        this.finalizer = finalizer;
        this.figures = figures;
        this.lives = lives;
        this.restores = restores;
        this.states = states;
        this.cache = cache;
        this.bell = bell;
        this.directory = directory;
        this.gate = gate;
        this.events = events;
        this.clock = clock;
        this.again = again;
    }

    @Override
    public List<EventSource<?, StoreResource>> prepareEventSources(EventSourceContext<StoreResource> context) {
        var sources = new ArrayList<EventSource<?, StoreResource>>(cache.watch(
                Arrays.asList(
                        PersistentVolumeClaim.class,
                        StatefulSet.class,
                        Pod.class,
                        Service.class,
                        NetworkPolicy.class,
                        PodDisruptionBudget.class),
                StoreResource.class,
                ObjectCache.byLabel(Labels.STORE),
                context));
        sources.add(bell.source());
        directory.attach(context, cache);
        return sources;
    }

    @Override
    public UpdateControl<StoreResource> reconcile(StoreResource store, Context<StoreResource> context) {
        if (!gate.isOpen()) {
            return UpdateControl.<StoreResource>noUpdate().rescheduleAfter(NOT_YET);
        }
        var generation = store.getMetadata().getGeneration();
        var previous = StoreReader.status(store);
        if (Paused.is(store)) {
            return paused(store, previous);
        }
        var status = switch (reader.read(store)) {
            case StoreReader.Followed(var plan) -> followed(store, plan, previous);
            case StoreReader.Refused refused -> {
                var rejected = StoreStatusFactory.rejected(previous, refused.finding(), generation, clock.instant());
                states.note(store, rejected, backups.look(store));
                yield rejected;
            }
        };
        tellTransition(store, previous, status);
        var control = previous.equals(status)
                ? UpdateControl.<StoreResource>noUpdate()
                : UpdateControl.patchStatus(withStatus(store, status));
        return control.rescheduleAfter(untilNext(status));
    }

    private UpdateControl<StoreResource> paused(StoreResource store, SwarmMemoryStoreStatus previous) {
        var status = Pause.paused(previous, store.getMetadata().getGeneration(), clock.instant());
        if (previous.equals(status)) {
            return UpdateControl.<StoreResource>noUpdate().rescheduleAfter(again);
        }
        events.tell(store, EventReason.PAUSED, "Nothing is written for it until the annotation is removed.");
        return UpdateControl.patchStatus(withStatus(store, status)).rescheduleAfter(again);
    }

    private SwarmMemoryStoreStatus followed(StoreResource store, StorePlan read, SwarmMemoryStoreStatus previous) {
        // What a pod follows is compared in more than one place; it must not depend on a claim that is not there.
        var wanted = migrator.mountable(read);
        var handled = Optional.ofNullable(previous.lastScheduledBackup()).map(Instant::parse);
        var held = HeldBackups.of(restores.in(wanted.identity().namespace()), Optional.of(store));
        var kept = backups.keep(store, lives.schedule(wanted, previous), held, handled);
        var life = lives.pass(store, wanted, previous, kept, restores(wanted));
        var plan = lives.schedule(life.plan(), previous);
        var done = life.woken() ? kept.handledAt(clock.instant()) : kept;
        var rebuild = rebuilder.pass(
                store,
                plan,
                previous,
                done.backups(),
                busy(plan, previous),
                figures.last(plan.identity().uid()));
        var seen = rollout.roll(store, plan, figures, done, restoring(plan), rebuild, life);
        var status = StoreStatusFactory.observed(
                previous,
                plan,
                seen.with(migrator.pass(store, plan, previous, seen)),
                store.getMetadata().getGeneration(),
                clock.instant());
        states.note(store, status, done);
        return status;
    }

    /** What a rebuild of the claim waits for. */
    private Optional<String> busy(StorePlan plan, SwarmMemoryStoreStatus previous) {
        return restores(plan).stream()
                .filter(RestoreRecord::active)
                .map(restore -> "SwarmMemoryRestore " + restore.name())
                .findFirst()
                .or(() -> Lives.underWay(previous));
    }

    private List<RestoreRecord> restores(StorePlan plan) {
        return restores.of(plan.identity().namespace(), plan.identity().name()).stream()
                .map(RestoreReader::record)
                .toList();
    }

    /** The restore that needs the pod away now. */
    private Optional<RestoreRecord> restoring(StorePlan plan) {
        return restores(plan).stream()
                .filter(RestoreRecord::active)
                .min(RestoreRecord.FIRST_COME)
                .filter(RestoreRecord::needsPodAway);
    }

    /** A backup that is due sooner than the next look at figures is not kept waiting. */
    private Duration untilNext(SwarmMemoryStoreStatus status) {
        if (Lives.isChanging(status)) {
            return WHILE_CHANGING;
        }
        if (Conditions.find(status.conditions(), ConditionType.BOOTSTRAPPED)
                .filter(condition -> condition.status() != ConditionStatus.TRUE)
                .isPresent()) {
            return WHILE_FILLING;
        }
        if (MigrationSeen.goesOn(status.conditions())
                || StoreReader.rebuild(status).filter(RebuildRecord::active).isPresent()) {
            return WHILE_FILLING;
        }
        return Optional.ofNullable(status.nextBackup())
                .map(next -> Duration.between(clock.instant(), Instant.parse(next)))
                .map(wait -> wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait)
                .filter(wait -> wait.compareTo(again) < 0)
                .orElse(again);
    }

    @Override
    public DeleteControl cleanup(StoreResource store, Context<StoreResource> context) {
        if (!gate.isOpen()) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(NOT_YET);
        }
        if (!finalizer.finished(store, StoreReader.identity(store), reader.plan(store))) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(WHILE_LEAVING);
        }
        figures.forget(store.getMetadata().getUid());
        return DeleteControl.defaultDelete();
    }

    private void tellTransition(StoreResource store, SwarmMemoryStoreStatus before, SwarmMemoryStoreStatus after) {
        tellBackup(store, before, after);
        tellLeavingClaim(store, before, after);
        var was = Conditions.find(before.conditions(), ConditionType.READY);
        var is = Conditions.find(after.conditions(), ConditionType.READY).orElseThrow();
        if (was.filter(ready -> Objects.equals(ready.reason(), is.reason())).isPresent()) {
            return;
        }
        var weight = weight(is);
        if (weight == Reason.Weight.PROGRESS
                && was.filter(ready -> weight(ready) != weight).isEmpty()) {
            // From one step to the next: the status says it, and other events say what was done.
            return;
        }
        var reason = switch (weight) {
            case GOOD -> EventReason.READY;
            case PROGRESS -> EventReason.PROGRESSING;
            case BLOCKED -> EventReason.BLOCKED;
        };
        events.tell(store, reason, is.reason() + ": " + is.message());
    }

    private static Reason.Weight weight(Condition ready) {
        return Reason.byWire(String.valueOf(ready.reason())).weight();
    }

    private void tellLeavingClaim(StoreResource store, SwarmMemoryStoreStatus before, SwarmMemoryStoreStatus after) {
        if (leavingClaim(before).isEmpty()) {
            leavingClaim(after)
                    .ifPresent(is -> events.tell(store, EventReason.BLOCKED, is.reason() + ": " + is.message()));
        }
    }

    private static Optional<Condition> leavingClaim(SwarmMemoryStoreStatus status) {
        return Conditions.find(status.conditions(), ConditionType.STORAGE_READY)
                .filter(is -> Reason.CLAIM_LEAVING.wire().equals(is.reason()));
    }

    private void tellBackup(StoreResource store, SwarmMemoryStoreStatus before, SwarmMemoryStoreStatus after) {
        var was = Conditions.find(before.conditions(), ConditionType.BACKED_UP).map(Condition::reason);
        Conditions.find(after.conditions(), ConditionType.BACKED_UP)
                .filter(is -> was.filter(reason -> reason.equals(is.reason())).isEmpty())
                .ifPresent(is -> {
                    var reason = Reason.byWire(String.valueOf(is.reason()));
                    if (reason == Reason.BACKED_UP) {
                        events.tell(store, EventReason.BACKUP_VERIFIED, String.valueOf(is.message()));
                    } else if (reason.weight() == Reason.Weight.BLOCKED) {
                        events.tell(store, EventReason.BACKUP_FAILED, is.reason() + ": " + is.message());
                    }
                });
    }

    /** What is written to give {@code store} this status. */
    static StoreResource withStatus(StoreResource store, SwarmMemoryStoreStatus status) {
        var patch = new StoreResource();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(store.getMetadata().getName())
                .withNamespace(store.getMetadata().getNamespace())
                .build());
        patch.setStatus(Decoded.Json.tree(status));
        return patch;
    }
}
