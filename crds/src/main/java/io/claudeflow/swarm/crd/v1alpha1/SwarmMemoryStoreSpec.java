package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a memory store. A document may leave out every field; the API server fills in the defaults.
 *
 * @param settings the settings a SwarmCluster can pass on; in a document they are fields of the spec itself;
 *     never null in a decoded document
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonDeserialize(using = SwarmMemoryStoreSpecReader.class)
@ValidationRule(
        value = Rules.SWARM_ID_FIXED,
        messageExpression = Rules.SWARM_ID_FIXED_MESSAGE,
        fieldPath = ".swarmId",
        reason = "FieldValueForbidden")
@ValidationRule(
        value = Rules.NAMESPACE_FIXED,
        messageExpression = Rules.NAMESPACE_FIXED_MESSAGE,
        fieldPath = ".namespace",
        reason = "FieldValueForbidden")
@ValidationRule(
        value = Rules.STORAGE_CLASS_FIXED,
        messageExpression = Rules.STORAGE_CLASS_FIXED_MESSAGE,
        fieldPath = ".storageClass",
        reason = "FieldValueForbidden")
@ValidationRule(
        value = Rules.STORAGE_GROWS,
        messageExpression = Rules.STORAGE_GROWS_MESSAGE,
        fieldPath = ".storageSize",
        reason = "FieldValueForbidden")
@ValidationRule(
        value = Rules.VACUUM_FIXED,
        messageExpression = Rules.VACUUM_FIXED_MESSAGE,
        fieldPath = ".enableVacuum",
        reason = "FieldValueForbidden")
@ValidationRule(
        value = Rules.BOOTSTRAP_NEEDS_CLAIM,
        message = Rules.BOOTSTRAP_NEEDS_CLAIM_MESSAGE,
        fieldPath = ".bootstrap")
@ValidationRule(
        value = Rules.HIBERNATE_NEEDS_CLAIM,
        message = Rules.HIBERNATE_NEEDS_CLAIM_MESSAGE,
        fieldPath = ".hibernate")
@ValidationRule(
        value = Rules.BOOTSTRAP_FIXED,
        message = Rules.BOOTSTRAP_FIXED_MESSAGE,
        fieldPath = ".bootstrap",
        reason = "FieldValueForbidden")
public record SwarmMemoryStoreSpec(
        @EnumByRule
        @ValidationRule(value = Rules.ENGINE_EXISTS, messageExpression = Rules.ENGINE_EXISTS_MESSAGE)
        @Default("sqlite")
        @JsonPropertyDescription("The engine. Only sqlite is implemented. Default sqlite.")
        @Nullable
        MemoryType type,

        @Size(min = 1, max = 63)
        @Pattern(Patterns.LABEL_VALUE)
        @JsonPropertyDescription("The swarm whose memory this is; a label value of at most 63 characters. Fixed at "
                + "creation. Default: the store's name without -memory.")
        @Nullable
        String swarmId,

        @Size(min = 1, max = 40)
        @Pattern(Patterns.DNS_1035)
        @JsonPropertyDescription("Name of the SwarmCluster this store belongs to. Default none.")
        @Nullable
        String swarmClusterRef,

        @Size(min = 1, max = 63)
        @Pattern(Patterns.DNS_LABEL)
        @JsonPropertyDescription(
                "Namespace the store's objects live in. Anything but the resource's own namespace leaves "
                        + "the store not ready with reason NamespaceNotAllowed. Fixed at "
                        + "creation. Default: the resource's own.")
        @Nullable
        String namespace,

        @AtLeast("16Mi")
        @Default("10Gi")
        @JsonPropertyDescription("Size of the data claim, at least 16Mi; can grow, and shrink with storageShrink "
                + "Rebuild only. Default 10Gi.")
        @Nullable
        Quantity storageSize,

        @ValidationRule(
                value = Rules.UNCHANGED,
                messageExpression = Rules.PERSISTENCE_FIXED_MESSAGE,
                reason = "FieldValueForbidden")
        @Default("true")
        @JsonPropertyDescription("Keep the data in a claim. false keeps it in the pod: it ends "
                + "with the pod. Fixed at creation. Default true.")
        @Nullable
        Boolean persistence,

        @JsonUnwrapped StoreSettings settings) {}
