package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resources of an agent or a model, as plain amounts or as requests and limits. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentResources(
        @JsonPropertyDescription("Processor time in cores, for example 200m.") @Nullable
        Quantity cpu,

        @JsonPropertyDescription("Memory in bytes, for example 512Mi.") @Nullable
        Quantity memory,

        @JsonPropertyDescription("Disk space in bytes, for example 1Gi.") @Nullable
        Quantity storage,

        @JsonPropertyDescription("Number of graphics processors.") @Nullable
        Quantity gpu,

        @Size(max = 16) @JsonPropertyDescription("What is reserved, by the name of the resource; at most 16.") @Nullable
        Map<String, Quantity> requests,

        @Size(max = 16)
        @JsonPropertyDescription("What may be used at most, by the name of the resource; at most 16.")
        @Nullable
        Map<String, Quantity> limits) {}
