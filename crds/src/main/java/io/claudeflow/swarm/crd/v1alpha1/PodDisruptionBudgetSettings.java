package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** Whether voluntary disruptions of the pod are held back. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodDisruptionBudgetSettings(
        @Default("false")
        @JsonPropertyDescription(
                "Create a PodDisruptionBudget for the store's single pod: draining its node then waits "
                        + "until the budget is lifted. Default false.")
        @Nullable
        Boolean enabled) {}
