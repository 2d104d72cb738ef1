package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a swarm. Only {@code memory} and {@code namespaceConfig} are acted on; a condition names the other
 * blocks that are set.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = Rules.AGENTS_ORDERED,
        messageExpression = Rules.AGENTS_ORDERED_MESSAGE,
        fieldPath = ".minAgents")
public record SwarmClusterSpec(
        @Default("mesh")
        @JsonPropertyDescription("How the agents are connected: mesh, hierarchical, ring or star. Default mesh.")
        @Nullable
        Topology topology,

        @JsonPropertyDescription("How the coordinating role is filled: centralized, distributed, single or rotating.")
        @Nullable
        QueenMode queenMode,

        @JsonPropertyDescription("How agents are composed and work is spread: balanced, specialized, "
                + "adaptive, parallel, sequential or consensus.")
        @Nullable
        Strategy strategy,

        @Min(0) @Max(1) @JsonPropertyDescription("Share of the agents that must agree, 0 to 1.") @Nullable
        Double consensusThreshold,

        @Min(1) @Max(100) @JsonPropertyDescription("Fewest agents, 1 to 100; at most maxAgents.") @Nullable
        Integer minAgents,

        @Min(1) @Max(100) @JsonPropertyDescription("Most agents, 1 to 100.") @Nullable
        Integer maxAgents,

        @JsonPropertyDescription("How tasks are spread over agents.") @Nullable
        TaskDistribution taskDistribution,

        @JsonPropertyDescription("Scaling by thresholds (the older spelling).") @Nullable
        ThresholdScaling autoScaling,

        @JsonPropertyDescription("Scaling by utilization.") @Nullable
        Autoscaling autoscaling,

        @JsonPropertyDescription("What the agents look like.") @Nullable
        AgentTemplate agentTemplate,

        @JsonPropertyDescription("The collective memory of several swarms.") @Nullable
        HiveMind hiveMind,

        @JsonPropertyDescription("The memory of the swarm.") @Nullable
        Memory memory,

        @JsonPropertyDescription("Neural models.") @Nullable Neural neural,

        @JsonPropertyDescription("How the swarm is watched.") @Nullable
        Monitoring monitoring,

        @JsonPropertyDescription("Which namespaces the parts of the swarm live in.") @Nullable
        NamespaceConfig namespaceConfig,

        @JsonPropertyDescription("The GitHub App the swarm works as.") @Nullable
        GitHubApp githubApp) {}
