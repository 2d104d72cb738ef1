package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What users add to the pod of a store, in the words Kubernetes uses. The records are our own: those of the client
 * library have no maxima, and the API server would refuse the definition.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodTemplate(
        @Size(max = 32)
        @ValidationRule(value = Rules.OWN_LABELS, message = Rules.OWN_LABELS_MESSAGE)
        @JsonPropertyDescription("Labels of the pod; at most 32. The operator's own cannot be replaced.")
        @Nullable
        Map<String, @Size(max = 63) String> labels,

        @Size(max = 32)
        @ValidationRule(value = Rules.OWN_ANNOTATIONS, message = Rules.OWN_ANNOTATIONS_MESSAGE)
        @JsonPropertyDescription("Annotations of the pod; at most 32. The operator's own cannot be replaced.")
        @Nullable
        Map<String, @Size(max = 4096) String> annotations,

        @Size(max = 32) @JsonPropertyDescription("Labels a node must carry; at most 32.") @Nullable
        Map<String, @Size(max = 63) String> nodeSelector,

        @Size(max = 32) @JsonPropertyDescription("Taints the pod tolerates; at most 32.") @Nullable
        List<PodToleration> tolerations,

        @JsonPropertyDescription("Nodes and pods the pod is placed near or away from.") @Nullable
        PodAffinity affinity,

        @Size(max = 8)
        @JsonPropertyDescription("How the pods of stores are spread over the cluster; at most 8 wishes.")
        @Nullable
        List<TopologySpread> topologySpreadConstraints,

        @Size(min = 1, max = 253)
        @Pattern(Patterns.DNS_SUBDOMAIN)
        @JsonPropertyDescription("PriorityClass of the pod. Default: the cluster's.")
        @Nullable
        String priorityClassName,

        @Size(max = 64)
        @ValidationRule(value = Rules.OWN_VARIABLES, message = Rules.OWN_VARIABLES_MESSAGE)
        @JsonPropertyDescription(
                "Further environment variables of the pod's containers; at most 64. Variables the operator "
                        + "sets, and settings of the memory service, cannot be set here.")
        @Nullable
        List<PodVariable> env) {}
