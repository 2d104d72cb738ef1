package io.claudeflow.swarm.operator.desired;

import io.claudeflow.swarm.operator.plan.Placement;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;

/** A namespace that is made for the stores of another one. Made, and never changed or removed. */
public final class SwarmNamespace {
    private SwarmNamespace() {}

    /** The namespace {@code name}, which accepts the stores of {@code cluster}'s namespace. */
    public static Namespace of(String name, String clusterNamespace, String cluster) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels(Labels.MANAGED_BY, Labels.OPERATOR)
                .addToLabels("app.kubernetes.io/part-of", "swarm")
                .addToLabels(Labels.CLUSTER_NAMESPACE, clusterNamespace)
                .addToLabels(Labels.CLUSTER, cluster)
                .addToAnnotations(Placement.ACCEPTS, clusterNamespace)
                .endMetadata()
                .build();
    }
}
