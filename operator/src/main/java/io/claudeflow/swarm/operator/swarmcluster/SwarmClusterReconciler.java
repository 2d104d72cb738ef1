package io.claudeflow.swarm.operator.swarmcluster;

import io.claudeflow.swarm.crd.v1alpha1.SwarmClusterSpec;
import io.claudeflow.swarm.crd.v1alpha1.SwarmClusterStatus;
import io.claudeflow.swarm.operator.desired.ClusterStore;
import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.Finalizers;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.ObjectCache;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.plan.ClusterPlan;
import io.claudeflow.swarm.operator.plan.ClusterPlan.StoreRequest;
import io.claudeflow.swarm.operator.plan.ClusterPlanner;
import io.claudeflow.swarm.operator.plan.PlanResult;
import io.claudeflow.swarm.operator.resource.ClusterResource;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.claudeflow.swarm.operator.resource.Paused;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives each cluster that asks for it a store, keeps it in step, and mirrors whether it is ready. */
@ControllerConfiguration(
        name = SwarmClusterReconciler.NAME,
        triggerReconcilerOnAllEvents = true,
        generationAwareEventProcessing = false)
public final class SwarmClusterReconciler implements Reconciler<ClusterResource> {
    /** Name of the controller, in metrics and logs. */
    public static final String NAME = "swarmcluster";

    /** Not the manager of the store's controller: its finalizer on the same object would go with the next apply. */
    private static final String FIELD_MANAGER = "swarm-operator-cluster";

    private final ObjectCache cache = new ObjectCache(Labels.MANAGED_BY + "=" + Labels.OPERATOR);
    /** Namespaces are not watched: an invitation is found when it is looked for. */
    private static final Duration UNINVITED = Duration.ofSeconds(10);

    private final ObjectApplier applier;
    private final StorePlace place;
    private final Events events;
    private final Clock clock;
    private final Duration again;

    /**
     * @param watched namespaces the operator serves; empty means all
     * @param again longest time between two looks at a cluster
     */
    public SwarmClusterReconciler(
            KubernetesClient client, Events events, Set<String> watched, Duration again, Clock clock) {
        this.applier = new ObjectApplier(client, cache, FIELD_MANAGER);
        this.place = new StorePlace(applier, new Finalizers(client, Labels.CLUSTER_FINALIZER), events, watched);
        this.events = events;
        this.clock = clock;
        this.again = again;
    }

    @Override
    public List<EventSource<?, ClusterResource>> prepareEventSources(EventSourceContext<ClusterResource> context) {
        return cache.watch(
                List.of(StoreResource.class), ClusterResource.class, SwarmClusterReconciler::clusterOf, context);
    }

    private static Set<ResourceID> clusterOf(HasMetadata store) {
        var labels = Optional.ofNullable(store.getMetadata().getLabels()).orElse(Map.of());
        var name = labels.get(Labels.CLUSTER);
        var namespace = labels.getOrDefault(
                Labels.CLUSTER_NAMESPACE, store.getMetadata().getNamespace());
        return name == null ? Set.of() : Set.of(new ResourceID(name, namespace));
    }

    @Override
    public UpdateControl<ClusterResource> reconcile(ClusterResource cluster, Context<ClusterResource> context) {
        if (context.isPrimaryResourceDeleted()) {
            return UpdateControl.noUpdate();
        }
        var previous = Decoded.of(cluster.getStatus(), "status", SwarmClusterStatus.class)
                        instanceof Decoded.Fit<SwarmClusterStatus>(var read)
                ? read
                : ClusterStatusFactory.NONE;
        if (cluster.getMetadata().getDeletionTimestamp() != null) {
            if (place.holds(cluster)) {
                place.leave(cluster, previous);
                place.release(cluster);
            }
            return UpdateControl.noUpdate();
        }
        if (Paused.is(cluster)) {
            var paused = ClusterStatusFactory.paused(
                    previous, cluster.getMetadata().getGeneration(), clock.instant());
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
        return control.rescheduleAfter(isUninvited(status) ? UNINVITED : again);
    }

    private static boolean isUninvited(SwarmClusterStatus status) {
        return Conditions.find(status.conditions(), ConditionType.READY)
                .filter(ready -> Reason.NAMESPACE_NOT_ALLOWED.wire().equals(ready.reason()))
                .isPresent();
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
        var ignored = Optional.of(ClusterStatusFactory.ignored(plan.ignored()));
        if (plan.store().isEmpty()) {
            remove(cluster, previous);
            return status(cluster, previous, ClusterStatusFactory.noMemory(), ignored, null, null);
        }
        var request = plan.store().get();
        var obstacle = place.obstacle(cluster, request, previous);
        if (obstacle.isPresent()) {
            tellObstacle(cluster, previous, obstacle.get());
            return status(
                    cluster,
                    previous,
                    obstacle.get(),
                    ignored,
                    previous.memoryStore(),
                    previous.memoryStoreNamespace());
        }
        return status(cluster, previous, apply(cluster, request), ignored, request.name(), request.namespace());
    }

    private void tellObstacle(ClusterResource cluster, SwarmClusterStatus previous, Finding obstacle) {
        var told = Conditions.find(previous.conditions(), ConditionType.READY)
                .filter(ready -> obstacle.reason().wire().equals(ready.reason()))
                .isPresent();
        if (!told) {
            events.tell(cluster, EventReason.BLOCKED, obstacle.reason().wire() + ": " + obstacle.message());
        }
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
        return status(
                cluster, previous, ready, Optional.empty(), previous.memoryStore(), previous.memoryStoreNamespace());
    }

    private SwarmClusterStatus status(
            ClusterResource cluster,
            SwarmClusterStatus previous,
            Finding ready,
            Optional<Finding> ignored,
            @Nullable String store,
            @Nullable String namespace) {
        return ClusterStatusFactory.of(
                previous,
                ready,
                ignored,
                store,
                namespace,
                cluster.getMetadata().getGeneration(),
                clock.instant());
    }

    private Finding apply(ClusterResource cluster, StoreRequest request) {
        var namespace = request.namespace();
        var outcome = applier.apply(
                StoreResource.class, ClusterStore.of(cluster, request), StorePlace.ownership(cluster, namespace));
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
    private void remove(ClusterResource cluster, SwarmClusterStatus previous) {
        place.stores(cluster, previous).stream()
                .filter(store -> store.getMetadata().getDeletionTimestamp() == null)
                .forEach(store -> {
                    applier.delete(store);
                    events.tell(
                            cluster,
                            EventReason.STORE_REMOVED,
                            "spec.memory.enableMemoryStore is not true: SwarmMemoryStore "
                                    + store.getMetadata().getName() + " is removed.");
                });
        place.release(cluster);
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
