package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What the pod of a store is promised and what it may use at most. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = Rules.CPU_WITHIN_LIMIT,
        messageExpression = Rules.CPU_WITHIN_LIMIT_MESSAGE,
        fieldPath = ".requests")
@ValidationRule(
        value = Rules.MEMORY_WITHIN_LIMIT,
        messageExpression = Rules.MEMORY_WITHIN_LIMIT_MESSAGE,
        fieldPath = ".requests")
public record ComputeResources(
        @JsonPropertyDescription("What the scheduler reserves. Must not exceed the limits.") @Nullable
        Compute requests,

        @JsonPropertyDescription("The most the container may use; beyond the memory limit it is killed.") @Nullable
        Compute limits) {}
