package io.claudeflow.swarm.operator.desired;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.claudeflow.swarm.crd.v1alpha1.SafetyBackup;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.resource.RawJson;
import io.claudeflow.swarm.operator.resource.RestoreResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/**
 * A SwarmMemoryRestore as the operator makes it: after a change of version that failed. It goes with its store. What it
 * replaces is not backed up once more: the former program cannot read it, and it is kept beside the restored file.
 */
public final class RequestedRestore {
    private RequestedRestore() {}

    /** The restore {@code name} of {@code backup} to {@code store}. */
    public static RestoreResource of(StoreIdentity store, String name, String backup) {
        var spec = JsonNodeFactory.instance.objectNode();
        spec.putObject("storeRef").put("name", store.name());
        spec.put("backup", backup);
        spec.put("safetyBackup", SafetyBackup.SKIP.wire());
        var restore = new RestoreResource();
        restore.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(store.namespace())
                .withLabels(RequestedBackup.links(store))
                .withOwnerReferences(StoreMeta.controller("SwarmMemoryStore", store.name(), store.uid()))
                .build());
        restore.setSpec(RawJson.of(spec));
        return restore;
    }
}
