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

/** One task of a swarm, recorded in its memory for an agent to claim; the status follows the work. */
@Group("swarm.claudeflow.io")
@Version("v1alpha1")
@Categories("swarm")
@ShortNames({"st", "swt"})
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonClassDescription("One task of a swarm, recorded in its memory for an agent to claim; the status follows the work.")
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Store", jsonPath = ".status.store", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Type", jsonPath = ".spec.type", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Claimed-By",
        jsonPath = ".status.claimedBy",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Progress", jsonPath = ".status.progress", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@ValidationRule(
        value = Rules.LONG_NAME_FITS,
        messageExpression = Rules.LONG_NAME_FITS_MESSAGE,
        fieldPath = ".metadata.name")
public class SwarmTask extends CustomResource<SwarmTaskSpec, SwarmTaskStatus> implements Namespaced {
    @Override
    @Required
    @JsonPropertyDescription("What is wanted.")
    public SwarmTaskSpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("What is known; written by the operator only.")
    public SwarmTaskStatus getStatus() {
        return super.getStatus();
    }
}
