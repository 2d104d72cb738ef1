package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** Amounts of processor time and memory. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Compute(
        @JsonPropertyDescription("Processor time in cores, for example 500m (half a core) or 2.") @Nullable
        Quantity cpu,

        @JsonPropertyDescription("Memory in bytes, for example 256Mi.") @Nullable
        Quantity memory) {}
