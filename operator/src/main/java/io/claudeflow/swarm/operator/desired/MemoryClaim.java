package io.claudeflow.swarm.operator.desired;

import io.claudeflow.swarm.operator.plan.Amount;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan.ClaimStorage;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The claim with the database. It has no owner: it outlives the store. What it asks for grows and never shrinks, and
 * what cannot be changed any more is repeated as it is.
 */
public final class MemoryClaim {
    private MemoryClaim() {}

    /** The claim a store uses; {@code present} is the one that exists already. */
    public static PersistentVolumeClaim of(
            StoreIdentity store, ClaimStorage storage, Optional<PersistentVolumeClaim> present) {
        var asked = present.flatMap(MemoryClaim::size);
        var size = asked.filter(has -> isLarger(has, storage.size())).orElse(storage.size());
        var storageClass = present.map(claim -> claim.getSpec().getStorageClassName())
                .or(storage::storageClass)
                .orElse(null);
        return claim(StoreMeta.surviving(store, Names.claim(store.name())), size, storageClass);
    }

    /** The claim as it stays behind when its store goes; {@code why} is a label value. */
    public static PersistentVolumeClaim retained(StoreIdentity store, PersistentVolumeClaim present, String why) {
        var metadata = StoreMeta.surviving(store, Names.claim(store.name()));
        metadata.getLabels().put(Labels.RETAINED, why);
        return claim(metadata, size(present).orElse("1Gi"), present.getSpec().getStorageClassName());
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
