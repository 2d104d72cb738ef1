package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.desired.MemoryClaim;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.Outcome;
import io.claudeflow.swarm.operator.kubernetes.Ownership;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan.Lifecycle;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What happens to the claim when its store goes. Everything else of a store is owned by it and goes with it.
 *
 * <p>It always ends: what fails is tried again for {@link #PATIENCE} after the deletion was asked, then the claim is
 * left as it is. Leaving a claim alone keeps the data, so giving up loses nothing.
 */
final class StoreFinalizer {
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ObjectApplier applier;
    private final Events events;
    private final Clock clock;

    StoreFinalizer(ObjectApplier applier, Events events, Clock clock) {
        this.applier = applier;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Keeps or removes the claim.
     *
     * @param lifecycle empty if the spec cannot be read: the claim is kept
     * @throws KubernetesClientException if it failed and is worth another try
     */
    void finish(StoreResource store, StoreIdentity identity, Optional<Lifecycle> lifecycle) {
        try {
            applier.current(PersistentVolumeClaim.class, identity.namespace(), Names.claim(identity.name()))
                    .filter(claim -> new ClaimOwnership(identity).holderOf(claim) instanceof Ownership.Ours)
                    .filter(claim -> claim.getMetadata().getDeletionTimestamp() == null)
                    .ifPresent(claim -> settle(store, identity, lifecycle, claim));
        } catch (KubernetesClientException failure) {
            if (clock.instant()
                    .isBefore(Instant.parse(store.getMetadata().getDeletionTimestamp())
                            .plus(PATIENCE))) {
                throw failure;
            }
            leave(store, identity, String.valueOf(failure.getMessage()));
        }
    }

    private void settle(
            StoreResource store, StoreIdentity identity, Optional<Lifecycle> lifecycle, PersistentVolumeClaim claim) {
        var remove = lifecycle.map(Lifecycle::deleteClaims).orElse(false);
        var backup = lifecycle.map(Lifecycle::backupOnDelete).orElse(true);
        if (remove && !backup) {
            applier.delete(claim);
            events.tell(
                    store,
                    EventReason.CLAIM_DELETED,
                    "spec.deletionPolicy is Delete and spec.backupOnDelete is false: PersistentVolumeClaim "
                            + claim.getMetadata().getName() + " and its data are removed.");
            return;
        }
        var why = remove ? "NoFinalBackup" : "StoreDeleted";
        switch (applier.apply(
                MemoryClaim.retained(identity, claim, why), Optional.of(claim), any -> new Ownership.Ours())) {
            case Outcome.Refused refused -> leave(store, identity, refused.message());
            default -> events.tell(store, EventReason.CLAIM_RETAINED, kept(identity, remove));
        }
    }

    private static String kept(StoreIdentity identity, boolean wantedGone) {
        var claim = Names.claim(identity.name());
        return (wantedGone
                        ? "spec.backupOnDelete is true and this version of the operator takes no backups, so"
                                + " spec.deletionPolicy Delete is not followed: "
                        : "")
                + "PersistentVolumeClaim " + claim + " is kept. A store " + identity.name() + " of swarm "
                + identity.swarm() + " takes it over; kubectl delete pvc " + claim + " -n " + identity.namespace()
                + " removes the data.";
    }

    private void leave(StoreResource store, StoreIdentity identity, String why) {
        events.tell(
                store,
                EventReason.CLAIM_LEFT_ALONE,
                "PersistentVolumeClaim " + Names.claim(identity.name()) + " stays as it is: " + why);
    }
}
