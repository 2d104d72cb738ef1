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

/** One restore of a memory store in its place: the present data is replaced by a verified backup. */
@Group("swarm.claudeflow.io")
@Version("v1alpha1")
@Categories("swarm")
@ShortNames("smr")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonClassDescription("One restore of a memory store in its place: the present data is replaced by a verified backup.")
@AdditionalPrinterColumn(name = "Store", jsonPath = ".spec.storeRef.name", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Backup", jsonPath = ".status.backup", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Step", jsonPath = ".status.step", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Succeeded",
        jsonPath = ".status.conditions[?(@.type==\"Succeeded\")].status",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Finished", jsonPath = ".status.finishedAt", type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@ValidationRule(
        value = Rules.LONG_NAME_FITS,
        messageExpression = Rules.LONG_NAME_FITS_MESSAGE,
        fieldPath = ".metadata.name")
public class SwarmMemoryRestore extends CustomResource<SwarmMemoryRestoreSpec, SwarmMemoryRestoreStatus>
        implements Namespaced {
    @Override
    @Required
    @JsonPropertyDescription("What is wanted; fixed at creation.")
    public SwarmMemoryRestoreSpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("What is known; written by the operator only.")
    public SwarmMemoryRestoreStatus getStatus() {
        return super.getStatus();
    }
}
