package io.claudeflow.swarm.operator.desired;

import io.claudeflow.swarm.operator.plan.StorePlan;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;

/** Keeps the one pod of a store. Its claim is an object of its own and not a template: it has to grow. */
public final class MemoryStatefulSet {
    private MemoryStatefulSet() {}

    /** The StatefulSet for {@code plan}; {@code running} says whether there is to be a pod. */
    public static StatefulSet of(StorePlan plan, boolean running) {
        var store = plan.identity();
        return new StatefulSetBuilder()
                .withMetadata(StoreMeta.owned(store, Names.statefulSet(store.name())))
                .withNewSpec()
                .withReplicas(running ? 1 : 0)
                // The operator replaces pods itself: only when the spec asks for it, and a broken one too.
                .withNewUpdateStrategy()
                .withType("OnDelete")
                .endUpdateStrategy()
                .withServiceName(Names.statefulSet(store.name()))
                .withNewSelector()
                .withMatchLabels(Labels.selecting(store.name()))
                .endSelector()
                .withTemplate(MemoryPod.of(plan))
                .endSpec()
                .build();
    }
}
