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

/** One entry of a swarm's memory, declared: written through, kept in step, removed with the resource. */
@Group("swarm.claudeflow.io")
@Version("v1alpha1")
@Categories("swarm")
@ShortNames({"sm", "smem"})
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonClassDescription(
        "One entry of a swarm's memory, declared: written through, kept in step, removed with the resource.")
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Store", jsonPath = ".status.store", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Namespace", jsonPath = ".spec.namespace", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Key", jsonPath = ".spec.key", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Type", jsonPath = ".spec.type", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Size", jsonPath = ".status.size", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@ValidationRule(
        value = Rules.LONG_NAME_FITS,
        messageExpression = Rules.LONG_NAME_FITS_MESSAGE,
        fieldPath = ".metadata.name")
public class SwarmMemory extends CustomResource<SwarmMemorySpec, SwarmMemoryStatus> implements Namespaced {
    @Override
    @Required
    @JsonPropertyDescription("What is wanted.")
    public SwarmMemorySpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("What is known; written by the operator only.")
    public SwarmMemoryStatus getStatus() {
        return super.getStatus();
    }
}
