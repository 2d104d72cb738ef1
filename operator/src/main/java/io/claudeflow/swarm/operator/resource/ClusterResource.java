package io.claudeflow.swarm.operator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** A SwarmCluster as it lies in the cluster, spec and status undecoded; the reason is told at {@link StoreResource}. */
@Group("swarm.claudeflow.io")
@Version("v1alpha1")
@Kind("SwarmCluster")
@Plural("swarmclusters")
public final class ClusterResource extends CustomResource<JsonNode, JsonNode> implements Namespaced {}
