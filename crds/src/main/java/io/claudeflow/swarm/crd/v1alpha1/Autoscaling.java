package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scaling by utilization, under the key {@code autoscaling}. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = Rules.AGENTS_ORDERED,
        messageExpression = Rules.AGENTS_ORDERED_MESSAGE,
        fieldPath = ".minAgents")
@ValidationRule(
        value = Rules.THRESHOLDS_ORDERED,
        messageExpression = Rules.THRESHOLDS_ORDERED_MESSAGE,
        fieldPath = ".scaleDownThreshold")
public record Autoscaling(
        @JsonPropertyDescription("Whether the number of agents follows the load.") @Nullable
        Boolean enabled,

        @Min(1) @Max(1000) @JsonPropertyDescription("Fewest agents, 1 to 1,000; at most maxAgents.") @Nullable
        Integer minAgents,

        @Min(1) @Max(1000) @JsonPropertyDescription("Most agents, 1 to 1,000.") @Nullable
        Integer maxAgents,

        @Min(1)
        @Max(100)
        @JsonPropertyDescription("Processor use per agent that is aimed at, in percent, 1 to 100.")
        @Nullable
        Integer targetUtilization,

        @Min(0) @Max(100) @JsonPropertyDescription("Load above which agents are added, 0 to 100.") @Nullable
        Integer scaleUpThreshold,

        @Min(0)
        @Max(100)
        @JsonPropertyDescription("Load below which agents are removed, 0 to 100; less than scaleUpThreshold.")
        @Nullable
        Integer scaleDownThreshold,

        @DurationText
        @JsonPropertyDescription("How long a lower load must last before agents are removed, for example 60s.")
        @Nullable
        String stabilizationWindow,

        @Size(max = 16)
        @JsonPropertyDescription("Share of the agents per agent type, in percent, 0 to 100; at most 16 types.")
        @Nullable
        Map<String, @Min(0) @Max(100) Integer> topologyRatios,

        @Size(max = 16) @JsonPropertyDescription("Figures to look at; at most 16.") @Nullable
        List<ScalingMetric> metrics) {}
