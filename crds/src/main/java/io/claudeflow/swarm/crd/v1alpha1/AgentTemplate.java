package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the agents of a swarm look like. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentTemplate(
        @Size(min = 1, max = 512) @Pattern(Patterns.IMAGE) @JsonPropertyDescription("Image of the agents.") @Nullable
        String image,

        @Size(max = 64) @JsonPropertyDescription("What the agents can do; at most 64.") @Nullable
        List<@Size(min = 1, max = 253) String> capabilities,

        @Size(max = 16)
        @JsonPropertyDescription(
                "How the agents think: convergent, divergent, lateral, systems, critical or adaptive; at most 16.")
        @Nullable
        List<CognitivePattern> cognitivePatterns,

        @JsonPropertyDescription("Resources of one agent.") @Nullable
        AgentResources resources,

        @JsonPropertyDescription("The user the agents run as.") @Nullable
        AgentSecurityContext securityContext,

        @Size(max = 32) @JsonPropertyDescription("Labels a node must carry; at most 32.") @Nullable
        Map<String, @Size(max = 63) String> nodeSelector,

        @Size(max = 32) @JsonPropertyDescription("Taints the agents tolerate; at most 32.") @Nullable
        List<AgentToleration> tolerations,

        @JsonPropertyDescription("Where the agents are placed.") @Nullable
        AgentAffinity affinity) {}
