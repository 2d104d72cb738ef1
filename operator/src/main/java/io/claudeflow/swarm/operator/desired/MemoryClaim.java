package io.claudeflow.swarm.operator.desired;

import io.claudeflow.swarm.operator.plan.Amount;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan.ClaimStorage;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a store, with the database and with its backups. They have no owner: they outlive the store. What a
 * claim asks for grows and never shrinks, and what cannot be changed any more is repeated as it is.
 */
public final class MemoryClaim {
    /** Note on a claim that is not filled yet. */
    public static final String PENDING = "pending";

    private MemoryClaim() {}

    /**
     * The claim with the data of a store.
     *
     * @param present the one that exists already
     * @param bootstraps whether a claim that does not exist yet is to be filled before the store starts on it
     */
    public static PersistentVolumeClaim data(
            StoreIdentity store, ClaimStorage storage, Optional<PersistentVolumeClaim> present, boolean bootstraps) {
        var claim = of(store, Names.claim(store.name()), storage, present);
        var beginning =
                present.map(MemoryClaim::beginning).orElse(bootstraps ? Optional.of(PENDING) : Optional.empty());
        beginning.ifPresent(note -> claim.getMetadata().setAnnotations(new TreeMap<>(Map.of(Labels.BOOTSTRAP, note))));
        return claim;
    }

    /** The claim with the backups of a store. */
    public static PersistentVolumeClaim backups(
            StoreIdentity store, ClaimStorage storage, Optional<PersistentVolumeClaim> present) {
        return of(store, Names.backupClaim(store.name()), storage, present);
    }

    /** What its store began with, {@link #PENDING} while that is still to be made; empty without a beginning. */
    public static Optional<String> beginning(PersistentVolumeClaim claim) {
        return Optional.ofNullable(claim.getMetadata().getAnnotations()).map(notes -> notes.get(Labels.BOOTSTRAP));
    }

    private static PersistentVolumeClaim of(
            StoreIdentity store, String name, ClaimStorage storage, Optional<PersistentVolumeClaim> present) {
        var asked = present.flatMap(MemoryClaim::size);
        var size = asked.filter(has -> isLarger(has, storage.size())).orElse(storage.size());
        var storageClass = present.map(claim -> claim.getSpec().getStorageClassName())
                .or(storage::storageClass)
                .orElse(null);
        return claim(StoreMeta.surviving(store, name), size, storageClass);
    }

    /** The claim as it stays behind when its store goes; {@code why} is a label value. */
    public static PersistentVolumeClaim retained(StoreIdentity store, PersistentVolumeClaim present, String why) {
        var metadata = StoreMeta.surviving(store, present.getMetadata().getName());
        metadata.getLabels().put(Labels.RETAINED, why);
        beginning(present).ifPresent(note -> metadata.setAnnotations(new TreeMap<>(Map.of(Labels.BOOTSTRAP, note))));
        return claim(metadata, size(present).orElse("1Gi"), present.getSpec().getStorageClassName());
    }

    /** Whether it has a volume. */
    public static boolean isBound(PersistentVolumeClaim claim) {
        return claim.getStatus() != null && "Bound".equals(claim.getStatus().getPhase());
    }

    /** What the claim asks for, canonical. */
    public static Optional<String> size(PersistentVolumeClaim claim) {
        return Optional.ofNullable(claim.getSpec().getResources())
                .flatMap(resources -> Optional.ofNullable(resources.getRequests()))
                .flatMap(requests -> Optional.ofNullable(requests.get("storage")))
                .map(Amount::ofBytes);
    }

    /** Whether {@code one} is more than {@code other}. */
    public static boolean isLarger(String one, String other) {
        return Amount.bytes(new Quantity(one)).compareTo(Amount.bytes(new Quantity(other))) > 0;
    }

    private static PersistentVolumeClaim claim(ObjectMeta metadata, String size, @Nullable String storageClass) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(storageClass)
                .withNewResources()
                .addToRequests("storage", new Quantity(size))
                .endResources()
                .endSpec()
                .build();
    }
}
