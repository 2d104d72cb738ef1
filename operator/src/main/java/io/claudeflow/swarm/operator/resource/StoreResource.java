package io.claudeflow.swarm.operator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A SwarmMemoryStore as it lies in the cluster, spec and status undecoded.
 *
 * <p>The watch decodes this class and not the typed one: a single object whose spec does not fit the typed class would
 * otherwise make list and watch fail and freeze every store. {@link Decoded} turns one object's parts into records.
 */
@Group("swarm.claudeflow.io")
@Version("v1alpha1")
@Kind("SwarmMemoryStore")
@Plural("swarmmemorystores")
public final class StoreResource extends CustomResource<JsonNode, JsonNode> implements Namespaced {}
