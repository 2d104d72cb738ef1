package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.StoreSettings;
import java.util.List;
import java.util.Optional;

/**
 * What should exist for one cluster.
 *
 * @param store the store it asks for, if any
 * @param ignored fields that are set and that this operator does not act on, in the order of the schema
 */
public record ClusterPlan(Optional<StoreRequest> store, List<String> ignored) {

    /**
     * The store a cluster asks for: only what its author wrote, the rest of the store's spec is free for others.
     *
     * @param namespace where it is to be
     * @param createNamespace whether that is to be made when it does not exist
     */
    public record StoreRequest(
            String name,
            String namespace,
            boolean createNamespace,
            String swarm,
            String type,
            Optional<String> storageSize,
            Optional<Boolean> persistence,
            Optional<StoreSettings> settings) {}
}
