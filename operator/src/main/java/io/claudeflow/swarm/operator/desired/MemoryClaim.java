package io.claudeflow.swarm.operator.desired;

import io.claudeflow.swarm.operator.plan.Amount;
import io.claudeflow.swarm.operator.plan.GrowthNote;
import io.claudeflow.swarm.operator.plan.RebuildNote;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan.ClaimStorage;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a store, with the database and with its backups. They have no owner: they outlive the store. What a
 * claim asks for grows and never shrinks, and what cannot be changed any more is repeated as it is.
 */
public final class MemoryClaim {
    /** Note on a claim that is not filled yet. */
    public static final String PENDING = "pending";

    private static final Set<String> KEPT = Set.of(Labels.BOOTSTRAP, Labels.AUTO_GROWN, Labels.REBUILD);

    private MemoryClaim() {}

    /**
     * The claim with the data of a store.
     *
     * @param present the one that exists already
     * @param bootstraps whether a claim that does not exist yet is to be filled before the store starts on it
     * @param growth what it grows to by itself now
     */
    public static PersistentVolumeClaim data(
            StoreIdentity store,
            ClaimStorage storage,
            Optional<PersistentVolumeClaim> present,
            boolean bootstraps,
            Optional<GrowthNote> growth) {
        var larger = growth.map(GrowthNote::size).filter(size -> isLarger(size, storage.size()));
        var wanted = larger.map(size -> new ClaimStorage(size, storage.storageClass()))
                .orElse(storage);
        var claim = of(store, Names.claim(store.name()), wanted, present);
        var notes = present.map(MemoryClaim::notes).orElseGet(TreeMap::new);
        if (present.isEmpty() && bootstraps) {
            notes.put(Labels.BOOTSTRAP, PENDING);
        }
        growth.ifPresent(note -> notes.put(Labels.AUTO_GROWN, note.text()));
        claim.getMetadata().setAnnotations(notes);
        return claim;
    }

    /** What is noted on a claim about its data and size, and has to stay. */
    private static Map<String, String> notes(PersistentVolumeClaim claim) {
        var notes = new TreeMap<String, String>();
        Optional.ofNullable(claim.getMetadata().getAnnotations())
                .orElse(Map.of())
                .forEach((name, text) -> {
                    if (KEPT.contains(name)) {
                        notes.put(name, text);
                    }
                });
        return notes;
    }

    /** A claim that a rebuild makes: the second one when {@code trial}, else the one in the place of the former. */
    public static PersistentVolumeClaim rebuilt(
            StoreIdentity store, boolean trial, ClaimStorage storage, RebuildNote note) {
        var name = trial ? Names.trialClaim(store.name()) : Names.claim(store.name());
        var claim = of(store, name, storage, Optional.empty());
        claim.getMetadata().setAnnotations(new TreeMap<>(Map.of(Labels.REBUILD, note.text())));
        return claim;
    }

    /** What a rebuild has noted on it; empty if none has made it. */
    public static Optional<RebuildNote> rebuild(PersistentVolumeClaim claim) {
        return Optional.ofNullable(claim.getMetadata().getAnnotations())
                .map(notes -> notes.get(Labels.REBUILD))
                .flatMap(RebuildNote::parse);
    }

    /** How it has grown by itself, if it has. */
    public static Optional<GrowthNote> grown(PersistentVolumeClaim claim) {
        return Optional.ofNullable(claim.getMetadata().getAnnotations())
                .map(notes -> notes.get(Labels.AUTO_GROWN))
                .flatMap(GrowthNote::parse);
    }

    /** The size of the volume behind it, canonical; empty while there is none. */
    public static Optional<String> capacity(PersistentVolumeClaim claim) {
        return Optional.ofNullable(claim.getStatus())
                .filter(status -> "Bound".equals(status.getPhase()))
                .flatMap(status -> Optional.ofNullable(status.getCapacity()))
                .flatMap(capacity -> Optional.ofNullable(capacity.get("storage")))
                .map(Amount::ofBytes);
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
        return claim(StoreMeta.surviving(store, name), size, storageClass, present);
    }

    /** The claim as it stays behind when its store goes; {@code why} is a label value. */
    public static PersistentVolumeClaim retained(StoreIdentity store, PersistentVolumeClaim present, String why) {
        var metadata = StoreMeta.surviving(store, present.getMetadata().getName());
        metadata.getLabels().put(Labels.RETAINED, why);
        metadata.setAnnotations(notes(present));
        return claim(
                metadata, size(present).orElse("1Gi"), present.getSpec().getStorageClassName(), Optional.of(present));
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

    private static PersistentVolumeClaim claim(
            ObjectMeta metadata, String size, @Nullable String storageClass, Optional<PersistentVolumeClaim> present) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withAccessModes(
                        present.map(claim -> claim.getSpec().getAccessModes()).orElse(List.of("ReadWriteOnce")))
                .withStorageClassName(storageClass)
                .withNewResources()
                .addToRequests("storage", new Quantity(size))
                .endResources()
                .endSpec()
                .build();
    }
}
