package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nodes and pods the pod of a store is placed near or away from; the names are those of Kubernetes. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodAffinity(
        @JsonPropertyDescription("Nodes the pod must or should run on.") @Nullable
        Nodes nodeAffinity,

        @JsonPropertyDescription("Pods the pod must or should be near.") @Nullable
        Pods podAffinity,

        @JsonPropertyDescription("Pods the pod must or should be away from.") @Nullable
        Pods podAntiAffinity) {

    /** Nodes. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Nodes(
            @JsonPropertyDescription("Nodes the pod must run on.") @Nullable
            NodeSelector requiredDuringSchedulingIgnoredDuringExecution,

            @Size(max = 16) @JsonPropertyDescription("Nodes the pod should run on; at most 16 wishes.") @Nullable
            List<WeightedNodes> preferredDuringSchedulingIgnoredDuringExecution) {}

    /** A choice of nodes: one of the terms. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NodeSelector(
            @Required @Size(min = 1, max = 16) @JsonPropertyDescription("Terms, one of which must hold; 1 to 16.")
            @Nullable
            List<NodeTerm> nodeSelectorTerms) {}

    /** A choice of nodes: all of the conditions. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NodeTerm(
            @Size(max = 16) @JsonPropertyDescription("Conditions on labels, all of which must hold; at most 16.")
            @Nullable
            List<NodeExpression> matchExpressions) {}

    /** A condition on one label of a node. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NodeExpression(
            @Required @Size(min = 1, max = 316) @JsonPropertyDescription("The label.") @Nullable
            String key,

            @Required @JsonPropertyDescription("In, NotIn, Exists, DoesNotExist, Gt or Lt.") @Nullable
            NodeOperator operator,

            @Size(max = 32) @JsonPropertyDescription("Values, with In, NotIn, Gt and Lt; at most 32.") @Nullable
            List<@Size(max = 63) String> values) {}

    /** A wish for nodes. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WeightedNodes(
            @Required @Min(1) @Max(100) @JsonPropertyDescription("How much the wish counts, 1 to 100.") @Nullable
            Integer weight,

            @Required @JsonPropertyDescription("Which nodes.") @Nullable
            NodeTerm preference) {}

    /** Pods. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Pods(
            @Size(max = 16) @JsonPropertyDescription("What must hold; at most 16.") @Nullable
            List<PodTerm> requiredDuringSchedulingIgnoredDuringExecution,

            @Size(max = 16) @JsonPropertyDescription("What should hold; at most 16 wishes.") @Nullable
            List<WeightedPods> preferredDuringSchedulingIgnoredDuringExecution) {}

    /** A wish about pods. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WeightedPods(
            @Required @Min(1) @Max(100) @JsonPropertyDescription("How much the wish counts, 1 to 100.") @Nullable
            Integer weight,

            @Required @JsonPropertyDescription("Which pods.") @Nullable
            PodTerm podAffinityTerm) {}

    /** Pods of this namespace or others, and what being near them means. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PodTerm(
            @JsonPropertyDescription("Labels of the pods.")
            AgentAffinity.@Nullable LabelSelector labelSelector,

            @Size(max = 16) @JsonPropertyDescription("Their namespaces; at most 16. Default: the store's own.") @Nullable
            List<@Size(min = 1, max = 63) String> namespaces,

            @Required
            @Size(min = 1, max = 316)
            @JsonPropertyDescription("Label of nodes; nodes with the same value are near each other.")
            @Nullable
            String topologyKey) {}
}
