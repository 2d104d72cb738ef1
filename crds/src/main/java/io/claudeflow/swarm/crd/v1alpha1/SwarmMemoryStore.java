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

/** The memory of one swarm: a SQLite database in a pod of its own, with its claim and its Services. */
@Group("swarm.claudeflow.io")
@Version("v1alpha1")
@Categories("swarm")
@ShortNames({"sms", "swarmemorystore"})
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonClassDescription(
        "The memory of one swarm: a SQLite database in a pod of its own, with its claim and its Services.")
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Entries", jsonPath = ".status.entryCount", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Size", jsonPath = ".status.databaseSize", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Hit-Rate",
        jsonPath = ".status.cacheHitRate",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Last-Backup",
        jsonPath = ".status.lastBackup",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@ValidationRule(value = Rules.NAME_FITS, messageExpression = Rules.NAME_FITS_MESSAGE, fieldPath = ".metadata.name")
public class SwarmMemoryStore extends CustomResource<SwarmMemoryStoreSpec, SwarmMemoryStoreStatus>
        implements Namespaced {
    @Override
    @Required
    @JsonPropertyDescription("What is wanted.")
    public SwarmMemoryStoreSpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("What is known; written by the operator only.")
    public SwarmMemoryStoreStatus getStatus() {
        return super.getStatus();
    }
}
