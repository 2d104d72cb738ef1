package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** How tasks are spread over agents. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskDistribution(
        @JsonPropertyDescription(
                "How a task finds its agent: round-robin, least-loaded, capability-based or priority-based.")
        @Nullable
        TaskAlgorithm algorithm,

        @Min(1)
        @Max(10000)
        @JsonPropertyDescription("Tasks one agent works on at the same time, 1 to 10,000.")
        @Nullable
        Integer maxTasksPerAgent,

        @Min(1)
        @Max(604800)
        @JsonPropertyDescription("Seconds after which a task counts as failed, 1 to 604,800 (a week).")
        @Nullable
        Integer taskTimeout) {}
