package io.claudeflow.swarm.operator.desired;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.operator.plan.BackupPlan.Destination;
import io.claudeflow.swarm.operator.plan.BackupPlan.InObjectStorage;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.RawJson;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;

/** A SwarmMemoryBackup as the operator makes it. Linked to its store by labels, not owned: it outlives the store. */
public final class RequestedBackup {
    private RequestedBackup() {}

    /** The backup {@code name} of {@code store}; {@code reason} is for people. */
    public static BackupResource of(
            StoreIdentity store, String name, BackupTrigger trigger, String reason, Destination destination) {
        var spec = JsonNodeFactory.instance.objectNode();
        spec.putObject("storeRef").put("name", store.name());
        if (destination instanceof InObjectStorage s3) {
            var block = spec.putObject("destination").putObject("s3");
            block.put("bucket", s3.bucket());
            block.put("prefix", s3.prefix());
            block.put("endpoint", s3.endpoint());
            block.put("region", s3.region());
            block.put("pathStyle", s3.pathStyle());
            block.putObject("credentialsSecret").put("name", s3.secret());
        }
        spec.put("trigger", trigger.wire());
        spec.put("reason", reason);
        var backup = new BackupResource();
        backup.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(store.namespace())
                .withLabels(links(store))
                .build());
        backup.setSpec(RawJson.of(spec));
        return backup;
    }

    /** The labels that link a backup or a restore to its store. */
    public static Map<String, String> links(StoreIdentity store) {
        var labels = Labels.of(store);
        labels.remove("app.kubernetes.io/component");
        labels.put(Labels.STORE_UID, store.uid());
        return labels;
    }
}
