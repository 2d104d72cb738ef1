package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a task. Once the phase is Completed or Cancelled nothing changes any more. All moments are RFC
 * 3339 in UTC.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = Rules.TASK_ENDED, message = Rules.TASK_ENDED_MESSAGE, reason = "FieldValueForbidden")
public record SwarmTaskStatus(
        @Min(0) @JsonPropertyDescription("The generation of the spec this status was derived from.") @Nullable
        Long observedGeneration,

        @Size(max = 16)
        @JsonPropertyDescription(
                "Ready: the task is recorded in the memory as declared. Succeeded: True when it is completed, False when it failed or was cancelled, Unknown before.")
        @Nullable
        List<Condition> conditions,

        @Size(max = 63) @JsonPropertyDescription("Name of the SwarmMemoryStore.") @Nullable
        String store,

        @Size(max = 255) @JsonPropertyDescription("Id of the task in the memory.") @Nullable
        String task,

        @JsonPropertyDescription(
                "Where it stands: Pending, Assigned, InProgress, Blocked, Completed, Failed or Cancelled.")
        @Nullable
        TaskPhase phase,

        @Size(max = 255) @JsonPropertyDescription("The agent that works or worked on it.") @Nullable
        String claimedBy,

        @Min(0) @JsonPropertyDescription("How often it was claimed.") @Nullable
        Long attempts,

        @Size(max = 256)
        @JsonPropertyDescription(
                "The last report of the agent: a percentage if it has one, otherwise its JSON, shortened.")
        @Nullable
        String progress,

        @DateTimeText @JsonPropertyDescription("When it was recorded.") @Nullable
        String recordedAt,

        @DateTimeText @JsonPropertyDescription("When it was completed.") @Nullable
        String completedAt,

        @Size(max = 4096)
        @JsonPropertyDescription("The result as JSON; the beginning of it when it is longer than 4,096 characters.")
        @Nullable
        String result,

        @JsonPropertyDescription("Whether result is only the beginning; the memory has the whole.") @Nullable
        Boolean resultShortened,

        @KeyedBy("name") @Size(max = 32) @JsonPropertyDescription("Where the subtasks stand.") @Nullable
        List<SubtaskStatus> subtasks) {}
