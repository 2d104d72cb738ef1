package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.desired.MemoryClaim;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.plan.ClaimGrowth;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.plan.StorePlan.ClaimStorage;
import io.claudeflow.swarm.operator.plan.StorePlan.PodStorage;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.PodDiagnosis;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimCondition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the data has a place, and whether that place has the size that was asked for. Pure. */
final class StorageFinding {
    /** How the API server says it, since Kubernetes 1.11. */
    private static final String NOT_EXPANDABLE = "must support resize";
    /** Percent are shown in steps, so that a status does not follow every write. */
    private static final long COARSE = 5;

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
        return leaving(store, name, seen)
                .or(() -> refusal)
                .or(() -> unfit(seen))
                .orElseGet(() -> seen.claim()
                        .map(claim -> phase(name, claim))
                        .orElseGet(() -> no(Reason.CLAIM_PENDING, name + " was made and waits for its volume.")));
    }

    /** Kubernetes lets a claim that is deleted live as long as a pod works on it. */
    private static Optional<Finding> leaving(StoreIdentity store, String name, StoreObservation seen) {
        return seen.claimOutcome()
                .filter(Outcome.Leaving.class::isInstance)
                .filter(leaving -> seen.pod()
                        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                        .isPresent())
                .map(leaving -> no(
                        Reason.CLAIM_LEAVING,
                        name + " was deleted and goes, with its data, when pod " + Names.pod(store.name())
                                + " ends; that cannot be taken back. Back the store up while it serves: kubectl"
                                + " annotate swarmmemorystore " + store.name() + " -n " + store.namespace()
                                + " --overwrite " + Labels.BACKUP_REQUESTED + "=true"));
    }

    /** The service refuses to start on a file system whose locks cannot be trusted. */
    private static Optional<Finding> unfit(StoreObservation seen) {
        return seen.pod()
                .filter(pod -> !PodDiagnosis.isReady(pod))
                .map(PodDiagnosis::of)
                .filter(diagnosis -> diagnosis.reason() == Reason.FILE_SYSTEM_UNFIT)
                .map(diagnosis -> no(
                        Reason.FILE_SYSTEM_UNFIT,
                        diagnosis.message() + " Set spec.storageClass to one of block volumes; it is fixed, so the"
                                + " store has to be created again."));
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
                                        .orElse("; it names no storage class, and the cluster had no default one"
                                                + " (expected: either)")
                                + ".");
        };
    }

    /** The condition StorageResized; empty while the claim is as it was asked for. */
    static Optional<Finding> resized(StorePlan plan, StoreObservation seen, Instant now) {
        if (!(plan.storage() instanceof ClaimStorage wanted) || seen.claim().isEmpty()) {
            return Optional.empty();
        }
        var claim = seen.claim().get();
        var name = "PersistentVolumeClaim " + Names.claim(plan.identity().name());
        var asked = MemoryClaim.size(claim).orElse(wanted.size());
        if (seen.claimOutcome().orElse(null) instanceof Outcome.Refused refused) {
            return Optional.of(refusal(name, claim, refused));
        }
        return larger(plan, name, claim, asked, wanted)
                .or(() -> otherClass(name, claim, wanted))
                .or(() -> growing(name, claim, asked))
                .or(() -> full(plan, seen, name, claim, wanted, now));
    }

    private static Finding refusal(String name, PersistentVolumeClaim claim, Outcome.Refused refused) {
        var storageClass = Optional.ofNullable(claim.getSpec().getStorageClassName())
                .filter(text -> !text.isEmpty())
                .map(text -> "StorageClass " + text)
                .orElse("its volume, which has no class,");
        return refused.message().contains(NOT_EXPANDABLE)
                ? resize(
                        Reason.EXPANSION_NOT_SUPPORTED,
                        name + " stays as it is: " + storageClass + " does not let claims grow (expected:"
                                + " allowVolumeExpansion: true and a dynamically provisioned volume). Allow it, and"
                                + " the claim grows within minutes; or back the store up and create it again with a"
                                + " larger claim.")
                : resize(Reason.API_REFUSED, name + " stays as it is: " + refused.message());
    }

    private static Optional<Finding> larger(
            StorePlan plan, String name, PersistentVolumeClaim claim, String asked, ClaimStorage wanted) {
        var grown = MemoryClaim.grown(claim)
                .filter(note -> note.explains(asked, wanted.size()))
                .isPresent();
        return !MemoryClaim.isLarger(asked, wanted.size())
                        || grown
                        || plan.lifecycle().rebuildToShrink()
                ? Optional.empty()
                : Optional.of(resize(
                        Reason.SHRINK_REFUSED,
                        "spec.storageSize: " + wanted.size() + " is less than " + name + " has (expected: at least "
                                + asked + ", or storageShrink: Rebuild). A claim cannot shrink; it stays as it is."));
    }

    private static Optional<Finding> otherClass(String name, PersistentVolumeClaim claim, ClaimStorage wanted) {
        return Optional.ofNullable(claim.getSpec().getStorageClassName())
                .filter(before ->
                        wanted.storageClass().filter(now -> !now.equals(before)).isPresent())
                .map(before -> resize(
                        Reason.CLASS_CHANGE_REFUSED,
                        "spec.storageClass: " + wanted.storageClass().orElseThrow() + " is not the class of " + name
                                + " (expected: " + before
                                + "). The class of a claim cannot change; it stays as it is."));
    }

    private static Optional<Finding> growing(String name, PersistentVolumeClaim claim, String asked) {
        var capacity = MemoryClaim.capacity(claim);
        if (capacity.filter(has -> MemoryClaim.isLarger(asked, has)).isEmpty()) {
            return Optional.empty();
        }
        var progress = name + " grows from " + capacity.get() + " to " + asked + "." + notes(claim);
        var failed = Optional.ofNullable(claim.getStatus().getAllocatedResourceStatuses())
                .map(statuses -> statuses.get("storage"))
                .filter(status -> status.endsWith("Infeasible") || status.endsWith("Failed"));
        if (failed.isPresent() || holds(claim, "ControllerResizeError") || holds(claim, "NodeResizeError")) {
            return Optional.of(resize(
                    Reason.RESIZE_FAILED,
                    progress + failed.map(status -> " " + status + ".").orElse("")
                            + " kubectl describe pvc says more; the store serves with what it has."));
        }
        return Optional.of(
                holds(claim, "FileSystemResizePending")
                        ? resize(
                                Reason.FILE_SYSTEM_RESIZE_PENDING,
                                progress + " The volume has grown; its file system grows when a pod has it mounted.")
                        : resize(Reason.RESIZING, progress));
    }

    private static Optional<Finding> full(
            StorePlan plan,
            StoreObservation seen,
            String name,
            PersistentVolumeClaim claim,
            ClaimStorage wanted,
            Instant now) {
        return plan.lifecycle()
                .growth()
                .map(how -> ClaimGrowth.of(ClaimKeeper.facts(how, wanted, claim, seen.figures(), seen.pod(), now)))
                .filter(ClaimGrowth.AtMaximum.class::isInstance)
                .map(ClaimGrowth.AtMaximum.class::cast)
                .map(at -> resize(
                        Reason.GROWTH_LIMIT_REACHED,
                        name + " is " + at.percent() / COARSE * COARSE + "% used or more and has the size of"
                                + " spec.storageAutoGrow.maximum (expected: a larger one, or a larger storageSize)."));
    }

    private static String capacity(PersistentVolumeClaim claim) {
        return MemoryClaim.capacity(claim).orElse("0");
    }

    private static boolean holds(PersistentVolumeClaim claim, String type) {
        return conditions(claim).stream()
                .anyMatch(condition -> type.equals(condition.getType()) && !"False".equals(condition.getStatus()));
    }

    private static List<PersistentVolumeClaimCondition> conditions(PersistentVolumeClaim claim) {
        return Optional.ofNullable(claim.getStatus().getConditions()).orElse(List.of());
    }

    private static String notes(PersistentVolumeClaim claim) {
        return conditions(claim).stream()
                .map(condition -> " " + condition.getType()
                        + Optional.ofNullable(condition.getMessage())
                                .filter(text -> !text.isEmpty())
                                .map(text -> ": " + text)
                                .orElse("."))
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
