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

/** One backup of a memory store: who asked for it, what became of it, where it lies. */
@Group("swarm.claudeflow.io")
@Version("v1alpha1")
@Categories("swarm")
@ShortNames("smb")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonClassDescription("One backup of a memory store: who asked for it, what became of it, where it lies.")
@AdditionalPrinterColumn(name = "Store", jsonPath = ".spec.storeRef.name", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Trigger", jsonPath = ".spec.trigger", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Succeeded",
        jsonPath = ".status.conditions[?(@.type==\"Succeeded\")].status",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Verified",
        jsonPath = ".status.conditions[?(@.type==\"Verified\")].status",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Size", jsonPath = ".status.size", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Finished", jsonPath = ".status.finishedAt", type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@ValidationRule(
        value = Rules.LONG_NAME_FITS,
        messageExpression = Rules.LONG_NAME_FITS_MESSAGE,
        fieldPath = ".metadata.name")
public class SwarmMemoryBackup extends CustomResource<SwarmMemoryBackupSpec, SwarmMemoryBackupStatus>
        implements Namespaced {
    @Override
    @Required
    @JsonPropertyDescription("What is wanted; fixed at creation.")
    public SwarmMemoryBackupSpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("What is known; written by the operator only.")
    public SwarmMemoryBackupStatus getStatus() {
        return super.getStatus();
    }
}
