package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where agents are placed, relative to nodes and to other pods. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentAffinity(
        @JsonPropertyDescription("Nodes agents must run on.") @Nullable
        NodeAffinity nodeAffinity,

        @JsonPropertyDescription("Pods agents are placed near.") @Nullable
        PodAffinity podAffinity) {

    /** Nodes agents must run on. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NodeAffinity(
            @Size(max = 16) @JsonPropertyDescription("Labels a node must carry; at most 16 terms.") @Nullable
            List<NodeTerm> requiredDuringScheduling) {}

    /** Labels of a node. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NodeTerm(
            @Size(max = 16) @JsonPropertyDescription("Labels and their values; at most 16.") @Nullable
            Map<String, @Size(max = 63) String> matchLabels) {}

    /** Pods agents are placed near. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PodAffinity(
            @Size(max = 16) @JsonPropertyDescription("Wishes with weights; at most 16.") @Nullable
            List<WeightedPodTerm> preferredDuringScheduling) {}

    /** A wish with a weight. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WeightedPodTerm(
            @Required @Min(1) @Max(100) @JsonPropertyDescription("How much the wish counts, 1 to 100.") @Nullable
            Integer weight,

            @Required @JsonPropertyDescription("Which pods.") @Nullable
            PodTerm podAffinityTerm) {}

    /** Pods, and what being near them means. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PodTerm(
            @JsonPropertyDescription("Labels of the pods.") @Nullable
            LabelSelector labelSelector,

            @Required
            @Size(min = 1, max = 316)
            @JsonPropertyDescription("Label of nodes; nodes with the same value are near each other.")
            @Nullable
            String topologyKey) {}

    /** A choice of pods by their labels. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LabelSelector(
            @Size(max = 16) @JsonPropertyDescription("Labels and their values; at most 16.") @Nullable
            Map<String, @Size(max = 63) String> matchLabels,

            @Size(max = 16) @JsonPropertyDescription("Conditions on labels; at most 16.") @Nullable
            List<LabelExpression> matchExpressions) {}

    /** A condition on one label. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LabelExpression(
            @Required @Size(min = 1, max = 316) @JsonPropertyDescription("The label.") @Nullable
            String key,

            @Required @JsonPropertyDescription("In, NotIn, Exists or DoesNotExist.") @Nullable
            SelectorOperator operator,

            @Size(max = 32) @JsonPropertyDescription("Values, with In and NotIn; at most 32.") @Nullable
            List<@Size(max = 63) String> values) {}
}
