package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Where a subtask stands. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubtaskStatus(
        @Required @Size(max = 63) @JsonPropertyDescription("Name of the subtask.") @Nullable
        String name,

        @Size(max = 255) @JsonPropertyDescription("Id of its task in the memory.") @Nullable
        String task,

        @JsonPropertyDescription(
                "Where it stands: Pending, Assigned, InProgress, Blocked, Completed, Failed or Cancelled.")
        @Nullable
        TaskPhase phase,

        @Size(max = 255) @JsonPropertyDescription("The agent that works or worked on it.") @Nullable
        String claimedBy) {}
