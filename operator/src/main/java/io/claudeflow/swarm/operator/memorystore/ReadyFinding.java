package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.PodDiagnosis;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** Whether a store serves, and if not the one thing that stands in the way first. Pure. */
final class ReadyFinding {
    private ReadyFinding() {}

    static Finding of(StoreIdentity store, StoreObservation seen, Finding storage) {
        if (storage.reason() == Reason.OBJECT_NOT_OWNED
                || storage.reason() == Reason.API_REFUSED
                || storage.reason() == Reason.NAMESPACE_ENDING) {
            return no(storage.reason(), storage.message());
        }
        return seen.outcomes().stream()
                .flatMap(outcome -> obstacle(store, outcome).stream())
                .findFirst()
                .or(() -> replaced(seen))
                .or(() -> rebuilt(seen))
                .or(seen::away)
                .or(() -> seen.bootstrap()
                        .filter(finding -> !finding.holds())
                        .map(finding -> no(finding.reason(), finding.message())))
                .orElseGet(() -> running(store, seen, storage));
    }

    private static Optional<Finding> obstacle(StoreIdentity store, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Foreign foreign ->
                Optional.of(no(
                        Reason.OBJECT_NOT_OWNED,
                        foreign.object() + " in namespace " + store.namespace() + " belongs to " + foreign.holder()
                                + " (expected: nothing of that name, or this store's own). It was left alone."
                                + " Remove it or give this store another name."));
            case Outcome.Refused refused ->
                Optional.of(no(
                        refused.namespaceEnds() ? Reason.NAMESPACE_ENDING : Reason.API_REFUSED,
                        "The API server refused " + refused.object() + ": " + refused.message()));
            case Outcome.Leaving leaving ->
                Optional.of(no(
                        Reason.PREDECESSOR_LEAVING,
                        leaving.object() + " of that name is being removed; it is made anew when it is gone."));
            case Outcome.Unchanged unchanged -> Optional.empty();
            case Outcome.Created created -> Optional.empty();
            case Outcome.Updated updated -> Optional.empty();
        };
    }

    private static Optional<Finding> replaced(StoreObservation seen) {
        return seen.restore()
                .map(restore -> no(
                        Reason.RESTORING,
                        "SwarmMemoryRestore " + restore.name() + " replaces the data, step "
                                + restore.step().wire() + "."));
    }

    private static Optional<Finding> rebuilt(StoreObservation seen) {
        return seen.rebuild().podAway()
                ? seen.rebuild().finding().map(finding -> no(finding.reason(), finding.message()))
                : Optional.empty();
    }

    private static Finding running(StoreIdentity store, StoreObservation seen, Finding storage) {
        var pod = seen.pod();
        var set = seen.statefulSet();
        if (set.isEmpty() || pod.isEmpty()) {
            return no(
                    Reason.STARTING,
                    "Pod " + Names.pod(store.name())
                            + " does not exist yet; if it stays so, kubectl describe statefulset "
                            + Names.statefulSet(store.name()) + " -n " + store.namespace() + " says why.");
        }
        if (PodDiagnosis.isReady(pod.get())) {
            return seen.follows()
                    ? Finding.yes(
                            ConditionType.READY,
                            Reason.SERVING,
                            "Pod " + Names.pod(store.name()) + " serves at " + Names.clientService(store.name()) + ".")
                    : no(Reason.UPDATING, "Pod " + Names.pod(store.name()) + " is replaced to follow the spec.");
        }
        return waiting(pod.get(), storage);
    }

    private static Finding waiting(Pod pod, Finding storage) {
        var diagnosis = PodDiagnosis.of(pod);
        return diagnosis.reason() == Reason.POD_UNSCHEDULABLE && storage.reason() == Reason.CLAIM_PENDING
                ? no(Reason.STORAGE_PENDING, storage.message() + " " + diagnosis.message())
                : diagnosis;
    }

    private static Finding no(Reason reason, String message) {
        return Finding.no(ConditionType.READY, reason, message);
    }
}
