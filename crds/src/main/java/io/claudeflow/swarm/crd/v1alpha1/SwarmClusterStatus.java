package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known about a swarm: its memory, as far as this operator acts on it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SwarmClusterStatus(
        @Min(0) @JsonPropertyDescription("The generation of the spec this status was derived from.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "One-word summary of the conditions: Initializing, Ready, Error, Migrating or BackingUp.")
        @Nullable
        Phase phase,

        @Size(max = 32) @JsonPropertyDescription("Ready and further aspects, one of each type.") @Nullable
        List<Condition> conditions,

        @Size(max = 63)
        @JsonPropertyDescription("Name of the SwarmMemoryStore of this cluster; absent when none was asked for.")
        @Nullable
        String memoryStore,

        @Size(max = 63) @JsonPropertyDescription("Namespace of that store.") @Nullable
        String memoryStoreNamespace,

        @JsonPropertyDescription("Whether that store is ready.") @Nullable
        Boolean memoryStoreReady) {}
