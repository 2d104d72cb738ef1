package io.claudeflow.swarm.operator.kubernetes;

import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/**
 * Whose a claim is. A claim has no owner, its labels speak: it belongs to the store and swarm they name. There is only
 * one store of a name at a time, so a claim with the uid of an earlier one is free for the present one of the same
 * swarm.
 */
public record ClaimOwnership(StoreIdentity store) implements Ownership {

    @Override
    public Holder holderOf(HasMetadata claim) {
        var labels = Optional.ofNullable(claim.getMetadata().getLabels()).orElse(Map.of());
        var name = labels.get(Labels.STORE);
        var swarm = labels.get(Labels.SWARM);
        if (name == null || swarm == null) {
            return new Other("nobody (it lacks the labels " + Labels.STORE + " and " + Labels.SWARM + ")");
        }
        return name.equals(store.name()) && swarm.equals(store.swarm())
                ? new Ours()
                : new Other("store " + name + " of swarm " + swarm);
    }

    /** Whether the claim was left by an earlier store and is taken over now. */
    public boolean adopts(HasMetadata claim) {
        var labels = Optional.ofNullable(claim.getMetadata().getLabels()).orElse(Map.of());
        return holderOf(claim) instanceof Ours && !store.uid().equals(labels.get(Labels.STORE_UID));
    }
}
