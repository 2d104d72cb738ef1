package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreStatus;
import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.ObjectCache;
import io.claudeflow.swarm.operator.resource.Decoded;
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
import java.util.Arrays;
import java.util.List;

/** Brings one store after the other to what its spec says, and its status to what is. */
@ControllerConfiguration(name = SwarmMemoryStoreReconciler.NAME, finalizerName = Labels.FINALIZER)
public final class SwarmMemoryStoreReconciler implements Reconciler<StoreResource>, Cleaner<StoreResource> {
    /** Name of the controller, in metrics and logs. */
    public static final String NAME = "swarmmemorystore";

    private final StoreReader reader;
    private final StoreRollout rollout;
    private final StoreFinalizer finalizer;
    private final FigureReader figures;
    private final ObjectCache cache;
    private final Events events;
    private final Clock clock;
    private final Duration again;

    SwarmMemoryStoreReconciler(
            StoreReader reader,
            StoreRollout rollout,
            StoreFinalizer finalizer,
            FigureReader figures,
            ObjectCache cache,
            Events events,
            Clock clock,
            Duration again) {
        this.reader = reader;
        this.rollout = rollout;
        this.finalizer = finalizer;
        this.figures = figures;
        this.cache = cache;
        this.events = events;
        this.clock = clock;
        this.again = again;
    }

    @Override
    public List<EventSource<?, StoreResource>> prepareEventSources(EventSourceContext<StoreResource> context) {
        return cache.watch(
                Arrays.asList(
                        PersistentVolumeClaim.class,
                        StatefulSet.class,
                        Pod.class,
                        Service.class,
                        NetworkPolicy.class,
                        PodDisruptionBudget.class),
                StoreResource.class,
                ObjectCache.byLabel(Labels.STORE),
                context);
    }

    @Override
    public UpdateControl<StoreResource> reconcile(StoreResource store, Context<StoreResource> context) {
        var generation = store.getMetadata().getGeneration();
        var previous = StoreReader.status(store);
        var status = switch (reader.read(store)) {
            case StoreReader.Followed(var plan) ->
                StoreStatusFactory.observed(
                        previous, plan, rollout.roll(store, plan, figures), generation, clock.instant());
            case StoreReader.Refused refused ->
                StoreStatusFactory.rejected(previous, refused.finding(), generation, clock.instant());
        };
        tellTransition(store, previous, status);
        var control = previous.equals(status)
                ? UpdateControl.<StoreResource>noUpdate()
                : UpdateControl.patchStatus(withStatus(store, status));
        return control.rescheduleAfter(again);
    }

    @Override
    public DeleteControl cleanup(StoreResource store, Context<StoreResource> context) {
        finalizer.finish(store, StoreReader.identity(store), reader.lifecycle(store));
        figures.forget(store.getMetadata().getUid());
        return DeleteControl.defaultDelete();
    }

    private void tellTransition(StoreResource store, SwarmMemoryStoreStatus before, SwarmMemoryStoreStatus after) {
        var was = Conditions.find(before.conditions(), ConditionType.READY).map(Condition::reason);
        var is = Conditions.find(after.conditions(), ConditionType.READY).orElseThrow();
        if (was.filter(reason -> reason.equals(is.reason())).isPresent()) {
            return;
        }
        var weight = Reason.byWire(String.valueOf(is.reason())).weight();
        var reason = switch (weight) {
            case GOOD -> EventReason.READY;
            case PROGRESS -> EventReason.PROGRESSING;
            case BLOCKED -> EventReason.BLOCKED;
        };
        events.tell(store, reason, is.reason() + ": " + is.message());
    }

    private static StoreResource withStatus(StoreResource store, SwarmMemoryStoreStatus status) {
        var patch = new StoreResource();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(store.getMetadata().getName())
                .withNamespace(store.getMetadata().getNamespace())
                .build());
        patch.setStatus(Decoded.Json.tree(status));
        return patch;
    }
}
