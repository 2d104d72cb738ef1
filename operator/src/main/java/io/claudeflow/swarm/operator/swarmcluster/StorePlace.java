package io.claudeflow.swarm.operator.swarmcluster;

import io.claudeflow.swarm.crd.v1alpha1.SwarmClusterStatus;
import io.claudeflow.swarm.operator.desired.SwarmNamespace;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.Finalizers;
import io.claudeflow.swarm.operator.kubernetes.LinkOwnership;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.kubernetes.Ownership;
import io.claudeflow.swarm.operator.plan.ClusterPlan.StoreRequest;
import io.claudeflow.swarm.operator.plan.Placement;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.resource.ClusterResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where the store of a cluster is and may be. Keeps no state. */
final class StorePlace {
    private static final int FORBIDDEN = 403;

    private final ObjectApplier applier;
    private final Finalizers finalizers;
    private final Events events;
    private final Set<String> watched;

    /** @param watched namespaces the operator serves; empty means all */
    StorePlace(ObjectApplier applier, Finalizers finalizers, Events events, Set<String> watched) {
        this.applier = applier;
        this.finalizers = finalizers;
        this.events = events;
        this.watched = new TreeSet<>(watched);
    }

    /** Whose a store in {@code namespace} has to be, to be this cluster's. */
    static Ownership ownership(ClusterResource cluster, String namespace) {
        var metadata = cluster.getMetadata();
        return namespace.equals(metadata.getNamespace())
                ? Ownership.of(cluster)
                : new LinkOwnership(metadata.getNamespace(), metadata.getName());
    }

    /** The cluster's stores, wherever they are; at most one, unless somebody has meddled. */
    List<StoreResource> stores(ClusterResource cluster, SwarmClusterStatus status) {
        return places(cluster, status)
                .filter(this::served)
                .flatMap(namespace -> store(cluster, namespace).stream())
                .toList();
    }

    /** The spec comes last: it may ask for a place where the store is not. */
    private static Stream<String> places(ClusterResource cluster, SwarmClusterStatus status) {
        return Stream.of(
                        Optional.ofNullable(status.memoryStoreNamespace()),
                        Optional.of(cluster.getMetadata().getNamespace()),
                        Optional.ofNullable(cluster.getSpec())
                                .map(spec -> spec.at("/namespaceConfig/swarmNamespace")
                                        .asText()))
                .flatMap(Optional::stream)
                .filter(namespace -> !namespace.isEmpty())
                .distinct();
    }

    private boolean served(String namespace) {
        return watched.isEmpty() || watched.contains(namespace);
    }

    private Optional<StoreResource> store(ClusterResource cluster, String namespace) {
        return applier.current(
                        StoreResource.class,
                        namespace,
                        StoreIdentity.storeOf(cluster.getMetadata().getName()))
                .filter(store -> ownership(cluster, namespace).holderOf(store) instanceof Ownership.Ours);
    }

    /** Makes the namespace when that is asked for; empty when the store may be there. */
    Optional<Finding> obstacle(ClusterResource cluster, StoreRequest request, SwarmClusterStatus status) {
        var facts = facts(cluster, request, status);
        return switch (Placement.of(facts)) {
            case Placement.Allowed() -> {
                if (!facts.together()) {
                    hold(cluster);
                }
                yield Optional.empty();
            }
            case Placement.Create() -> created(cluster, request);
            case Placement.Refused(var message) -> Optional.of(no(Reason.NAMESPACE_NOT_ALLOWED, message));
            case Placement.Ending(var message) -> Optional.of(no(Reason.NAMESPACE_ENDING, message));
        };
    }

    private Placement.Facts facts(ClusterResource cluster, StoreRequest request, SwarmClusterStatus status) {
        var own = cluster.getMetadata().getNamespace();
        var elsewhere = !request.namespace().equals(own);
        return new Placement.Facts(
                own,
                request.namespace(),
                request.createNamespace(),
                watched,
                home(cluster, status),
                elsewhere && served(request.namespace()) ? target(request.namespace()) : Optional.empty());
    }

    /** A namespace that is not served any more is taken from the status: it cannot be looked into. */
    private Optional<String> home(ClusterResource cluster, SwarmClusterStatus status) {
        return places(cluster, status)
                .filter(namespace ->
                        !served(namespace) || store(cluster, namespace).isPresent())
                .findFirst();
    }

    private Optional<Placement.Target> target(String namespace) {
        return applier.namespace(namespace)
                .map(found -> new Placement.Target(
                        Optional.ofNullable(found.getMetadata().getAnnotations())
                                .map(notes -> notes.get(Placement.ACCEPTS)),
                        found.getMetadata().getDeletionTimestamp() != null));
    }

    private Optional<Finding> created(ClusterResource cluster, StoreRequest request) {
        var wanted = SwarmNamespace.of(
                request.namespace(),
                cluster.getMetadata().getNamespace(),
                cluster.getMetadata().getName());
        return switch (applier.create(wanted)) {
            case Outcome.Created made -> {
                events.tell(
                        cluster,
                        EventReason.NAMESPACE_CREATED,
                        made.object() + " for spec.namespaceConfig.createNamespaces. It is never removed.");
                hold(cluster);
                yield Optional.empty();
            }
            case Outcome.Refused refused ->
                Optional.of(no(
                        Reason.NAMESPACE_NOT_ALLOWED,
                        "spec.namespaceConfig.createNamespaces: the operator cannot create namespace "
                                + request.namespace() + ": " + refused.message()
                                + (refused.status() == FORBIDDEN
                                        ? " (expected: rbac.createNamespaces of the chart, or an administrator who"
                                                + " creates it with the annotation " + Placement.ACCEPTS + ")."
                                        : "")));
            default ->
                Optional.of(
                        no(Reason.STORE_NOT_READY, "Namespace " + request.namespace() + " was made by somebody else."));
        };
    }

    /** Owner references do not cross namespaces: the cluster stays until its store was told to go. */
    private void hold(ClusterResource cluster) {
        finalizers.add(cluster);
    }

    /** Lets the cluster go; its store, if there is one elsewhere, was told to go. */
    void release(ClusterResource cluster) {
        finalizers.remove(cluster);
    }

    /** Whether the cluster is held. */
    boolean holds(ClusterResource cluster) {
        return finalizers.holds(cluster);
    }

    /** Tells the store of a cluster that goes to go too; what cannot be reached any more does not hold the cluster. */
    void leave(ClusterResource cluster, SwarmClusterStatus status) {
        try {
            stores(cluster, status).stream()
                    .filter(store -> store.getMetadata().getDeletionTimestamp() == null)
                    .forEach(store -> {
                        applier.delete(store);
                        events.tell(
                                cluster,
                                EventReason.STORE_REMOVED,
                                "The cluster is deleted: SwarmMemoryStore "
                                        + store.getMetadata().getName() + " in namespace "
                                        + store.getMetadata().getNamespace() + " is removed.");
                    });
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() != FORBIDDEN) {
                throw refusal;
            }
            tellLeft(cluster, String.valueOf(refusal.getMessage()));
        }
        Optional.ofNullable(status.memoryStoreNamespace())
                .filter(namespace -> !served(namespace))
                .ifPresent(namespace ->
                        tellLeft(cluster, "namespace " + namespace + " is not served by this operator any more."));
    }

    private void tellLeft(ClusterResource cluster, String why) {
        events.tell(cluster, EventReason.STORE_LEFT, "The cluster is deleted, its memory store stays: " + why);
    }

    private static Finding no(Reason reason, String message) {
        return Finding.no(ConditionType.READY, reason, message);
    }
}
