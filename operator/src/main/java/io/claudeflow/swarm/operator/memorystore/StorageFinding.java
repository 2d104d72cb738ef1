package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.desired.MemoryClaim;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.plan.StorePlan.ClaimStorage;
import io.claudeflow.swarm.operator.plan.StorePlan.PodStorage;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the data has a place, and whether that place has the size that was asked for. Pure. */
final class StorageFinding {
    private StorageFinding() {}

    /** The condition StorageReady. */
    static Finding ready(StorePlan plan, StoreObservation seen) {
        return switch (plan.storage()) {
            case PodStorage pod ->
                yes(
                        Reason.EPHEMERAL,
                        "spec.persistence is false: the data lies in the pod, at most " + pod.size()
                                + ", and ends with the pod.");
            case ClaimStorage claim -> claimed(plan.identity(), seen);
        };
    }

    private static Finding claimed(StoreIdentity store, StoreObservation seen) {
        var name = "PersistentVolumeClaim " + Names.claim(store.name());
        var refusal = seen.claimOutcome().flatMap(outcome -> obstacle(store, name, outcome, seen.claim()));
        return refusal.orElseGet(() -> seen.claim()
                .map(claim -> phase(name, claim))
                .orElseGet(() -> no(Reason.CLAIM_PENDING, name + " was made and waits for its volume.")));
    }

    private static Optional<Finding> obstacle(
            StoreIdentity store, String name, Outcome outcome, Optional<PersistentVolumeClaim> claim) {
        return switch (outcome) {
            case Outcome.Foreign foreign ->
                Optional.of(no(
                        Reason.OBJECT_NOT_OWNED,
                        name + " belongs to " + foreign.holder() + " (expected: store " + store.name() + " of swarm "
                                + store.swarm() + "). It was left alone. Remove it, or hand it over with: kubectl label"
                                + " pvc " + Names.claim(store.name()) + " -n " + store.namespace() + " --overwrite "
                                + Labels.STORE + "=" + store.name() + " " + Labels.SWARM + "=" + store.swarm()));
            case Outcome.Leaving leaving ->
                Optional.of(no(Reason.CLAIM_PENDING, name + " is being removed; it is made anew when it is gone."));
            case Outcome.Refused refused
            when claim.isEmpty() ->
                Optional.of(no(
                        refused.namespaceEnds() ? Reason.NAMESPACE_ENDING : Reason.API_REFUSED,
                        "The API server refused " + name + ": " + refused.message()));
            case Outcome.Refused refused -> Optional.empty();
            case Outcome.Unchanged unchanged -> Optional.empty();
            case Outcome.Created created -> Optional.empty();
            case Outcome.Updated updated -> Optional.empty();
        };
    }

    private static Finding phase(String name, PersistentVolumeClaim claim) {
        var phase = claim.getStatus() == null ? "Pending" : claim.getStatus().getPhase();
        return switch (phase) {
            case "Bound" -> yes(Reason.BOUND, name + " is bound, " + capacity(claim) + ".");
            case "Lost" ->
                no(
                        Reason.CLAIM_LOST,
                        name + " has lost its volume " + claim.getSpec().getVolumeName() + ".");
            default ->
                no(
                        Reason.CLAIM_PENDING,
                        name + " waits for its volume"
                                + Optional.ofNullable(claim.getSpec().getStorageClassName())
                                        .map(storageClass -> ", storage class " + storageClass)
                                        .orElse("")
                                + ".");
        };
    }

    /** The condition StorageResized; empty while the claim is as it was asked for. */
    static Optional<Finding> resized(StorePlan plan, StoreObservation seen) {
        if (!(plan.storage() instanceof ClaimStorage wanted) || seen.claim().isEmpty()) {
            return Optional.empty();
        }
        var claim = seen.claim().get();
        var name = "PersistentVolumeClaim " + Names.claim(plan.identity().name());
        var asked = MemoryClaim.size(claim).orElse(wanted.size());
        if (seen.claimOutcome().orElse(null) instanceof Outcome.Refused refused) {
            return Optional.of(resize(Reason.API_REFUSED, name + " stays as it is: " + refused.message()));
        }
        if (MemoryClaim.isLarger(asked, wanted.size())) {
            return Optional.of(resize(
                    Reason.SHRINK_REFUSED,
                    "spec.storageSize: " + wanted.size() + " is less than " + name + " has (expected: at least " + asked
                            + "). A claim cannot shrink; it stays as it is."));
        }
        var classBefore = claim.getSpec().getStorageClassName();
        if (wanted.storageClass().isPresent()
                && classBefore != null
                && !wanted.storageClass().get().equals(classBefore)) {
            return Optional.of(resize(
                    Reason.CLASS_CHANGE_REFUSED,
                    "spec.storageClass: " + wanted.storageClass().get() + " is not the class of " + name
                            + " (expected: " + classBefore
                            + "). The class of a claim cannot change; it stays as it is."));
        }
        return isGrowing(claim, asked)
                ? Optional.of(resize(
                        Reason.RESIZING, name + " grows from " + capacity(claim) + " to " + asked + "." + notes(claim)))
                : Optional.empty();
    }

    private static boolean isGrowing(PersistentVolumeClaim claim, String asked) {
        return claim.getStatus() != null
                && "Bound".equals(claim.getStatus().getPhase())
                && claim.getStatus().getCapacity() != null
                && MemoryClaim.isLarger(asked, capacity(claim));
    }

    private static String capacity(PersistentVolumeClaim claim) {
        return Optional.ofNullable(claim.getStatus().getCapacity())
                .orElse(Map.of())
                .getOrDefault("storage", new Quantity("0"))
                .toString();
    }

    private static String notes(PersistentVolumeClaim claim) {
        return Optional.ofNullable(claim.getStatus().getConditions()).orElse(List.of()).stream()
                .map(condition -> " " + condition.getType() + ": " + condition.getMessage())
                .collect(Collectors.joining());
    }

    private static Finding yes(Reason reason, String message) {
        return Finding.yes(ConditionType.STORAGE_READY, reason, message);
    }

    private static Finding no(Reason reason, String message) {
        return Finding.no(ConditionType.STORAGE_READY, reason, message);
    }

    private static Finding resize(Reason reason, String message) {
        return Finding.no(ConditionType.STORAGE_RESIZED, reason, message);
    }
}
