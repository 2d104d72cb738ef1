package io.claudeflow.swarm.operator.desired;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claudeflow.swarm.operator.plan.ClusterPlan.StoreRequest;
import io.claudeflow.swarm.operator.resource.ClusterResource;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** The SwarmMemoryStore of a SwarmCluster: only the fields the cluster sets. */
public final class ClusterStore {
    private ClusterStore() {}

    /** The store that {@code cluster} asks for. */
    public static StoreResource of(ClusterResource cluster, StoreRequest request) {
        var store = new StoreResource();
        var metadata = new ObjectMetaBuilder()
                .withName(request.name())
                .withNamespace(request.namespace())
                .addToLabels(Labels.MANAGED_BY, Labels.OPERATOR)
                .addToLabels("app.kubernetes.io/part-of", "swarm")
                .addToLabels(Labels.CLUSTER, cluster.getMetadata().getName());
        if (request.namespace().equals(cluster.getMetadata().getNamespace())) {
            metadata.withOwnerReferences(StoreMeta.controller(
                    cluster.getKind(),
                    cluster.getMetadata().getName(),
                    cluster.getMetadata().getUid()));
        } else {
            metadata.addToLabels(Labels.CLUSTER_NAMESPACE, cluster.getMetadata().getNamespace());
        }
        store.setMetadata(metadata.build());
        store.setSpec(spec(cluster, request));
        return store;
    }

    private static JsonNode spec(ClusterResource cluster, StoreRequest request) {
        var spec = request.settings()
                .map(Decoded.Json::tree)
                .map(ObjectNode.class::cast)
                .orElseGet(JsonNodeFactory.instance::objectNode);
        spec.put("type", request.type());
        spec.put("swarmId", request.swarm());
        spec.put("swarmClusterRef", cluster.getMetadata().getName());
        request.storageSize().ifPresent(size -> spec.put("storageSize", size));
        request.persistence().ifPresent(persistence -> spec.put("persistence", persistence));
        return spec;
    }
}
