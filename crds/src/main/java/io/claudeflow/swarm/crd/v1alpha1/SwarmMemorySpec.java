package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wanted of an entry. Where it lies is fixed at creation. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = Rules.CLUSTER_OR_STORE, message = Rules.CLUSTER_OR_STORE_MESSAGE)
@ValidationRule(
        value = Rules.ENTRY_PLACE_FIXED,
        message = Rules.ENTRY_PLACE_FIXED_MESSAGE,
        reason = "FieldValueForbidden")
@ValidationRule(
        value = Rules.NAMESPACE_FIXED,
        messageExpression = Rules.NAMESPACE_FIXED_MESSAGE,
        reason = "FieldValueForbidden",
        fieldPath = ".namespace")
public record SwarmMemorySpec(
        @Size(min = 1, max = 33)
        @Pattern(Patterns.DNS_1035)
        @JsonPropertyDescription("Name of a SwarmCluster in the same namespace; the entry goes to its memory. Either "
                + "this or storeRef.")
        @Nullable
        String clusterRef,

        @JsonPropertyDescription("The store the entry goes to. Either this or clusterRef.") @Nullable
        StoreRef storeRef,

        @Size(min = 1, max = 255)
        @Pattern(Patterns.MEMORY_NAME)
        @Default("default")
        @JsonPropertyDescription("Namespace inside the memory (not of Kubernetes), 1 to 255 bytes. Default default.")
        @Nullable
        String namespace,

        @Required
        @Size(min = 1, max = 1024)
        @Pattern(Patterns.MEMORY_NAME)
        @JsonPropertyDescription("Key of the entry, 1 to 1,024 bytes.")
        @Nullable
        String key,

        @JsonPropertyDescription("What it is about: knowledge, experience, pattern, decision, checkpoint or metric. "
                + "Kept in the entry's metadata.")
        @Nullable
        EntryType type,

        @Required
        @Size(max = 131072)
        @JsonPropertyDescription("The value, as text of at most 131,072 characters. Everybody who may read this kind "
                + "can read it: no secrets.")
        @Nullable
        String value,

        @JsonPropertyDescription("What the text of the value stands for: json (one JSON value), text (itself), bytes "
                + "(in base64). Default: json when it is a JSON object or array, otherwise text.")
        @Nullable
        ValueEncoding encoding,

        @Min(0)
        @Max(3153600000L)
        @JsonPropertyDescription("Lifetime in seconds, counted from the first write and not renewed; 0 is permanent. "
                + "Default: what the memory's policy for the key says, without one permanent.")
        @Nullable
        Long ttl,

        @Size(max = 64) @JsonPropertyDescription("Tags, at most 64.") @Nullable
        List<@Size(min = 1, max = 128) @Pattern(Patterns.MEMORY_NAME) String> tags,

        @Min(0)
        @Max(100)
        @JsonPropertyDescription("How important it is, 0 to 100. Kept in the entry's metadata for the agents.")
        @Nullable
        Integer priority,

        @Size(max = 64)
        @JsonPropertyDescription("For which agents it is meant; empty means all. Kept in the entry's metadata for the "
                + "agents; the memory does not enforce it.")
        @Nullable
        List<@Size(min = 1, max = 253) String> sharedWith,

        @Default("false")
        @JsonPropertyDescription("Take over an entry of that key which was not written for a SwarmMemory. Default "
                + "false: such an entry is left alone, and a condition says so.")
        @Nullable
        Boolean adopt,

        @Size(max = 63) @JsonPropertyDescription("How it will be read. Accepted and not acted on.") @Nullable
        String accessPattern,

        @JsonPropertyDescription(
                "Accepted and not acted on: the memory compresses values above the store's " + "compressionThreshold.")
        @Nullable
        Boolean compression,

        @ValidationRule(value = Rules.NOT_ENCRYPTED, message = Rules.NOT_ENCRYPTED_MESSAGE)
        @JsonPropertyDescription("Only false is accepted: no store encrypts single entries.")
        @Nullable
        Boolean encryption) {}
