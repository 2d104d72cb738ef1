package io.claudeflow.swarm.operator.resource;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** A SwarmMemoryRestore as it lies in the cluster, undecoded; the reason is told at {@link StoreResource}. */
@Group("swarm.claudeflow.io")
@Version("v1alpha1")
@Kind("SwarmMemoryRestore")
@Plural("swarmmemoryrestores")
public final class RestoreResource extends CustomResource<RawJson, RawJson> implements Namespaced {}
