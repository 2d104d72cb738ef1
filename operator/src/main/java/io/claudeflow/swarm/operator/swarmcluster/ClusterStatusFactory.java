package io.claudeflow.swarm.operator.swarmcluster;

import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.ConditionStatus;
import io.claudeflow.swarm.crd.v1alpha1.Phase;
import io.claudeflow.swarm.crd.v1alpha1.SwarmClusterStatus;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreStatus;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Pauses;
import io.claudeflow.swarm.operator.status.Reason;
import io.claudeflow.swarm.operator.status.Runbooks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From what was seen of a cluster's store to the cluster's status. Pure but for the time it is given. */
final class ClusterStatusFactory {
    /** A status that says nothing yet. */
    static final SwarmClusterStatus NONE = new SwarmClusterStatus(null, null, null, null, null, null);

    private ClusterStatusFactory() {}

    /** The finding about a cluster that asks for no store. */
    static Finding noMemory() {
        return Finding.yes(
                ConditionType.READY,
                Reason.NO_MEMORY_REQUESTED,
                "spec.memory.enableMemoryStore is not true: there is no memory to run.");
    }

    /** The finding about a cluster whose store was applied with {@code outcome}; {@code store} is as last seen. */
    static Finding store(String namespace, Outcome outcome, Optional<StoreResource> store) {
        return switch (outcome) {
            case Outcome.Foreign foreign ->
                no(
                        Reason.OBJECT_NOT_OWNED,
                        foreign.object() + " in namespace " + namespace + " belongs to " + foreign.holder()
                                + " (expected: nothing of that name, or this cluster's own). It was not taken. Rename"
                                + " this cluster, or remove that store; its claim stays and is taken over.");
            case Outcome.Leaving leaving ->
                no(
                        Reason.PREDECESSOR_LEAVING,
                        leaving.object() + " of that name is being removed; it is made anew when it is gone.");
            case Outcome.Refused refused ->
                no(
                        refused.namespaceEnds() ? Reason.NAMESPACE_ENDING : Reason.API_REFUSED,
                        "The API server refused " + refused.object() + ": " + refused.message());
            case Outcome.Created created -> no(Reason.STORE_NOT_READY, created.object() + " was made.");
            case Outcome.Updated updated -> no(Reason.STORE_NOT_READY, updated.object() + " follows a change.");
            case Outcome.Unchanged unchanged ->
                store.map(ClusterStatusFactory::mirrored)
                        .orElseGet(() -> no(Reason.STORE_NOT_READY, unchanged.object() + " was made."));
        };
    }

    private static Finding mirrored(StoreResource store) {
        var name = "SwarmMemoryStore " + store.getMetadata().getName();
        var status = Decoded.of(store.getStatus(), "status", SwarmMemoryStoreStatus.class)
                        instanceof Decoded.Fit<SwarmMemoryStoreStatus>(var read)
                ? Optional.of(read)
                : Optional.<SwarmMemoryStoreStatus>empty();
        var ready = status.flatMap(read -> Conditions.find(read.conditions(), ConditionType.READY))
                .filter(condition -> store.getMetadata().getGeneration().equals(condition.observedGeneration()));
        if (ready.isEmpty()) {
            return no(Reason.STORE_NOT_READY, name + " has not been looked at yet.");
        }
        if (ready.get().status() == ConditionStatus.TRUE) {
            return Finding.yes(ConditionType.READY, Reason.STORE_READY, name + " is ready.");
        }
        var blocked = status.map(SwarmMemoryStoreStatus::phase)
                .filter(phase -> phase == Phase.ERROR)
                .isPresent();
        return no(blocked ? Reason.STORE_BLOCKED : Reason.STORE_NOT_READY, name + ": " + said(ready.get()));
    }

    private static String said(Condition condition) {
        return condition.reason() + ": " + Runbooks.without(String.valueOf(condition.message()));
    }

    /** The condition about fields that are set and not acted on. */
    static Finding ignored(List<String> fields) {
        return fields.isEmpty()
                ? Finding.no(
                        ConditionType.SETTINGS_IGNORED, Reason.ALL_ACTED_ON, "Every field that is set is acted on.")
                : Finding.yes(
                        ConditionType.SETTINGS_IGNORED,
                        Reason.NOT_ACTED_ON,
                        "Accepted and kept, but this operator runs the swarm's memory only and does not act on: "
                                + String.join(", ", fields) + ".");
    }

    /** The status; {@code ignored} is empty when the spec could not be read that far. */
    static SwarmClusterStatus of(
            SwarmClusterStatus previous,
            Finding ready,
            Optional<Finding> ignored,
            @Nullable String storeName,
            @Nullable String storeNamespace,
            @Nullable Long generation,
            Instant now) {
        var findings = new ArrayList<Finding>(List.of(ready));
        ignored.ifPresent(findings::add);
        Conditions.find(previous.conditions(), ConditionType.PAUSED)
                .ifPresent(before -> findings.add(Pauses.RESUMED));
        return new SwarmClusterStatus(
                generation,
                Conditions.phase(findings),
                Conditions.of(previous.conditions(), findings, generation, now),
                storeName,
                storeNamespace,
                storeName == null ? null : ready.reason() == Reason.STORE_READY);
    }

    /** The status of a cluster for which nothing is written: as it was, with the condition that says so. */
    static SwarmClusterStatus paused(SwarmClusterStatus previous, @Nullable Long generation, Instant now) {
        return new SwarmClusterStatus(
                previous.observedGeneration(),
                previous.phase(),
                Conditions.with(previous.conditions(), Pauses.PAUSED, generation, now),
                previous.memoryStore(),
                previous.memoryStoreNamespace(),
                previous.memoryStoreReady());
    }

    private static Finding no(Reason reason, String message) {
        return Finding.no(ConditionType.READY, reason, message);
    }
}
