package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One figure a scaling decision looks at. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScalingMetric(
        @Required @JsonPropertyDescription("What is measured: cpu, memory, queue, task-queue or custom.") @Nullable
        ScalingMetricType type,

        @Size(min = 1, max = 253) @JsonPropertyDescription("Name of a custom metric.") @Nullable
        String name,

        @Required
        @Size(min = 1, max = 63)
        @JsonPropertyDescription(
                "The value that is aimed at, as text: percent for cpu and memory, a quantity for the others.")
        @Nullable
        String target) {}
