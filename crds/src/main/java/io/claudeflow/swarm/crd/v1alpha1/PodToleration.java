package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A taint the pod of a store tolerates. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodToleration(
        @Size(max = 316)
        @JsonPropertyDescription("Key of the taint; absent with operator Exists tolerates every taint.")
        @Nullable
        String key,

        @JsonPropertyDescription("Exists or Equal. Default Equal.") @Nullable
        TolerationOperator operator,

        @Size(max = 63) @JsonPropertyDescription("Value of the taint, with operator Equal.") @Nullable
        String value,

        @JsonPropertyDescription("NoSchedule, PreferNoSchedule or NoExecute; absent means every effect.") @Nullable
        TaintEffect effect,

        @Min(0)
        @Max(31_536_000)
        @JsonPropertyDescription(
                "How long a pod with effect NoExecute stays on a tainted node, 0 to 31,536,000 seconds. Default: for ever.")
        @Nullable
        Long tolerationSeconds) {}
