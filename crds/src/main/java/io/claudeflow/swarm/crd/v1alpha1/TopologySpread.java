package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How the pods of stores are spread over parts of the cluster. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TopologySpread(
        @Required @Min(1) @Max(1000) @JsonPropertyDescription("How uneven it may be, 1 to 1,000 pods.") @Nullable
        Integer maxSkew,

        @Required
        @Size(min = 1, max = 316)
        @JsonPropertyDescription("Label of nodes; nodes with the same value are one part.")
        @Nullable
        String topologyKey,

        @Required
        @JsonPropertyDescription("DoNotSchedule waits for room, ScheduleAnyway does not.")
        @Nullable
        UnsatisfiableAction whenUnsatisfiable,

        @JsonPropertyDescription("Which pods are counted. Default: the pods of all memory stores.")
        AgentAffinity.@Nullable LabelSelector labelSelector) {}
