package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A taint the pods of agents tolerate. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentToleration(
        @Size(max = 316)
        @JsonPropertyDescription("Key of the taint; empty with operator Exists tolerates every taint.")
        @Nullable
        String key,

        @JsonPropertyDescription("Exists or Equal.") @Nullable
        TolerationOperator operator,

        @Size(max = 63) @JsonPropertyDescription("Value of the taint, with operator Equal.") @Nullable
        String value,

        @JsonPropertyDescription("NoSchedule, PreferNoSchedule or NoExecute; absent means every effect.") @Nullable
        TaintEffect effect) {}
