package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scaling by thresholds, under the key {@code autoScaling}. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = Rules.THRESHOLDS_ORDERED,
        messageExpression = Rules.THRESHOLDS_ORDERED_MESSAGE,
        fieldPath = ".scaleDownThreshold")
public record ThresholdScaling(
        @JsonPropertyDescription("Whether the number of agents follows the load.") @Nullable
        Boolean enabled,

        @Min(0) @Max(100) @JsonPropertyDescription("Load above which agents are added, 0 to 100.") @Nullable
        Integer scaleUpThreshold,

        @Min(0)
        @Max(100)
        @JsonPropertyDescription("Load below which agents are removed, 0 to 100; less than scaleUpThreshold.")
        @Nullable
        Integer scaleDownThreshold,

        @Size(max = 16) @JsonPropertyDescription("Figures to look at; at most 16.") @Nullable
        List<ScalingMetric> metrics) {}
