package io.claudeflow.swarm.operator.kubernetes;

import io.claudeflow.swarm.operator.desired.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose an object is that lives in another namespace than its owner, where owner references do not reach: its labels
 * name the cluster. There is only one cluster of a name in a namespace, so one that is made again finds its store.
 *
 * @param namespace of the cluster
 */
public record LinkOwnership(String namespace, String cluster) implements Ownership {

    @Override
    public Holder holderOf(HasMetadata object) {
        var labels = Optional.ofNullable(object.getMetadata().getLabels()).orElse(Map.of());
        var owned = Optional.ofNullable(object.getMetadata().getOwnerReferences()).stream()
                .flatMap(List::stream)
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst();
        if (owned.isPresent()) {
            return new Other(owned.get().getKind() + " " + owned.get().getName());
        }
        if (!labels.containsKey(Labels.CLUSTER_NAMESPACE)) {
            return new Other("nobody");
        }
        return namespace.equals(labels.get(Labels.CLUSTER_NAMESPACE)) && cluster.equals(labels.get(Labels.CLUSTER))
                ? new Ours()
                : new Other("SwarmCluster " + labels.get(Labels.CLUSTER) + " in namespace "
                        + labels.get(Labels.CLUSTER_NAMESPACE));
    }
}
