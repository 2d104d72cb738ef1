package io.claudeflow.swarm.operator.desired;

import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

/** Forbids the eviction of a store's only pod: draining its node waits until a person lifts the budget. */
public final class MemoryDisruptionBudget {
    private MemoryDisruptionBudget() {}

    /** The budget for {@code store}. */
    public static PodDisruptionBudget of(StoreIdentity store) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(StoreMeta.owned(store, Names.statefulSet(store.name())))
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(0))
                .withNewSelector()
                .withMatchLabels(Labels.selecting(store.name()))
                .endSelector()
                .endSpec()
                .build();
    }
}
