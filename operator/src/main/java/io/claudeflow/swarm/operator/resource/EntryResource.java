package io.claudeflow.swarm.operator.resource;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** A SwarmMemory as it lies in the cluster, without its large parts; the reason is told at {@link LeanJson}. */
@Group("swarm.claudeflow.io")
@Version("v1alpha1")
@Kind("SwarmMemory")
@Plural("swarmmemories")
public final class EntryResource extends CustomResource<LeanJson, RawJson> implements Namespaced {
    @Override
    public void setMetadata(ObjectMeta metadata) {
        super.setMetadata(LeanJson.withoutCopy(metadata));
    }
}
