package io.claudeflow.swarm.operator.swarmcluster;

import io.claudeflow.swarm.crd.v1alpha1.SwarmClusterSpec;
import io.claudeflow.swarm.crd.v1alpha1.SwarmClusterStatus;
import io.claudeflow.swarm.operator.desired.ClusterStore;
import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.ObjectCache;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.kubernetes.Ownership;
import io.claudeflow.swarm.operator.plan.ClusterPlan;
import io.claudeflow.swarm.operator.plan.ClusterPlan.StoreRequest;
import io.claudeflow.swarm.operator.plan.ClusterPlanner;
import io.claudeflow.swarm.operator.plan.PlanResult;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.resource.ClusterResource;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.claudeflow.swarm.operator.resource.Paused;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives each cluster that asks for it a store, keeps it in step, and mirrors whether it is ready. */
@ControllerConfiguration(name = SwarmClusterReconciler.NAME, generationAwareEventProcessing = false)
public final class SwarmClusterReconciler implements Reconciler<ClusterResource> {
    /** Name of the controller, in metrics and logs. */
    public static final String NAME = "swarmcluster";

    /** Not the manager of the store's controller: its finalizer on the same object would go with the next apply. */
    private static final String FIELD_MANAGER = "swarm-operator-cluster";

    private final ObjectCache cache = new ObjectCache(Labels.MANAGED_BY + "=" + Labels.OPERATOR);
    private final ObjectApplier applier;
    private final Events events;
    private final Clock clock;
    private final Duration again;

    /** @param again longest time between two looks at a cluster */
    public SwarmClusterReconciler(KubernetesClient client, Events events, Duration again, Clock clock) {
        this.applier = new ObjectApplier(client, cache, FIELD_MANAGER);
        this.events = events;
        this.clock = clock;
        this.again = again;
    }

    @Override
    public List<EventSource<?, ClusterResource>> prepareEventSources(EventSourceContext<ClusterResource> context) {
        return cache.watch(
                List.of(StoreResource.class), ClusterResource.class, ObjectCache.byLabel(Labels.CLUSTER), context);
    }

    @Override
    public UpdateControl<ClusterResource> reconcile(ClusterResource cluster, Context<ClusterResource> context) {
        var previous = Decoded.of(cluster.getStatus(), "status", SwarmClusterStatus.class)
                        instanceof Decoded.Fit<SwarmClusterStatus>(var read)
                ? read
                : ClusterStatusFactory.NONE;
        if (Paused.is(cluster)) {
            var paused =
                    ClusterStatusFactory.paused(previous, cluster.getMetadata().getGeneration(), clock.instant());
            return previous.equals(paused)
                    ? UpdateControl.<ClusterResource>noUpdate().rescheduleAfter(again)
                    : UpdateControl.patchStatus(withStatus(cluster, paused)).rescheduleAfter(again);
        }
        var status = switch (plan(cluster)) {
            case PlanResult.Planned<ClusterPlan>(var plan) -> followed(cluster, plan, previous);
            case PlanResult.Rejected<ClusterPlan> rejected -> rejected(cluster, rejected, previous);
        };
        var control = previous.equals(status)
                ? UpdateControl.<ClusterResource>noUpdate()
                : UpdateControl.patchStatus(withStatus(cluster, status));
        return control.rescheduleAfter(again);
    }

    private static PlanResult<ClusterPlan> plan(ClusterResource cluster) {
        var metadata = cluster.getMetadata();
        return switch (Decoded.of(cluster.getSpec(), "spec", SwarmClusterSpec.class)) {
            case Decoded.Misfit<SwarmClusterSpec>(var field, var problem) ->
                new PlanResult.Rejected<>(
                        PlanResult.Problem.INVALID_SPEC,
                        field,
                        field + " cannot be read: " + problem + ". Correct it; nothing was changed.");
            case Decoded.Fit<SwarmClusterSpec>(var spec) ->
                ClusterPlanner.plan(metadata.getNamespace(), metadata.getName(), spec);
        };
    }

    private SwarmClusterStatus followed(ClusterResource cluster, ClusterPlan plan, SwarmClusterStatus previous) {
        var ready = plan.store().map(request -> apply(cluster, request)).orElseGet(() -> {
            remove(cluster);
            return ClusterStatusFactory.noMemory();
        });
        var name = plan.store().map(StoreRequest::name).orElse(null);
        return status(cluster, previous, ready, Optional.of(ClusterStatusFactory.ignored(plan.ignored())), name);
    }

    private SwarmClusterStatus rejected(
            ClusterResource cluster, PlanResult.Rejected<ClusterPlan> rejected, SwarmClusterStatus previous) {
        var reason = switch (rejected.problem()) {
            case INVALID_SPEC -> Reason.INVALID_SPEC;
            case UNSUPPORTED_TYPE -> Reason.UNSUPPORTED_TYPE;
            case NAMESPACE_NOT_ALLOWED -> Reason.NAMESPACE_NOT_ALLOWED;
        };
        var ready = Finding.no(ConditionType.READY, reason, rejected.message());
        events.tell(cluster, EventReason.BLOCKED, reason.wire() + ": " + rejected.message());
        return status(cluster, previous, ready, Optional.empty(), previous.memoryStore());
    }

    private SwarmClusterStatus status(
            ClusterResource cluster,
            SwarmClusterStatus previous,
            Finding ready,
            Optional<Finding> ignored,
            @Nullable String store) {
        return ClusterStatusFactory.of(
                previous, ready, ignored, store, cluster.getMetadata().getGeneration(), clock.instant());
    }

    private Finding apply(ClusterResource cluster, StoreRequest request) {
        var namespace = cluster.getMetadata().getNamespace();
        var outcome = applier.apply(StoreResource.class, ClusterStore.of(cluster, request), Ownership.of(cluster));
        switch (outcome) {
            case Outcome.Created created -> events.tell(cluster, EventReason.STORE_CREATED, created.object());
            case Outcome.Updated updated ->
                events.tell(cluster, EventReason.STORE_UPDATED, updated.object() + ": " + updated.difference());
            default -> {}
        }
        return ClusterStatusFactory.store(
                namespace, outcome, applier.current(StoreResource.class, namespace, request.name()));
    }

    /** A store that is not asked for any more goes, under its own rules for its data. */
    private void remove(ClusterResource cluster) {
        var metadata = cluster.getMetadata();
        applier.current(StoreResource.class, metadata.getNamespace(), StoreIdentity.storeOf(metadata.getName()))
                .filter(store -> Ownership.of(cluster).holderOf(store) instanceof Ownership.Ours)
                .filter(store -> store.getMetadata().getDeletionTimestamp() == null)
                .ifPresent(store -> {
                    applier.delete(store);
                    events.tell(
                            cluster,
                            EventReason.STORE_REMOVED,
                            "spec.memory.enableMemoryStore is not true: SwarmMemoryStore "
                                    + store.getMetadata().getName() + " is removed.");
                });
    }

    private static ClusterResource withStatus(ClusterResource cluster, SwarmClusterStatus status) {
        var patch = new ClusterResource();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(cluster.getMetadata().getName())
                .withNamespace(cluster.getMetadata().getNamespace())
                .build());
        patch.setStatus(Decoded.Json.tree(status));
        return patch;
    }
}
