package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A swarm of agents. This operator acts on its memory; the other blocks are accepted and reported. */
@Group("swarm.claudeflow.io")
@Version("v1alpha1")
@Categories("swarm")
@ShortNames("swc")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonClassDescription(
        "A swarm of agents. The operator acts on memory and namespaceConfig; the other blocks are accepted, and a condition "
                + "names those that are set.")
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Topology", jsonPath = ".spec.topology", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Memory", jsonPath = ".status.memoryStore", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@ValidationRule(value = Rules.NAME_FITS, messageExpression = Rules.NAME_FITS_MESSAGE, fieldPath = ".metadata.name")
@ValidationRule(
        value = Rules.STORE_NAME_FITS,
        messageExpression = Rules.STORE_NAME_FITS_MESSAGE,
        fieldPath = ".spec.memory.enableMemoryStore")
public class SwarmCluster extends CustomResource<SwarmClusterSpec, SwarmClusterStatus> implements Namespaced {
    @Override
    @Required
    @JsonPropertyDescription("What is wanted.")
    public SwarmClusterSpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("What is known; written by the operator only.")
    public SwarmClusterStatus getStatus() {
        return super.getStatus();
    }
}
