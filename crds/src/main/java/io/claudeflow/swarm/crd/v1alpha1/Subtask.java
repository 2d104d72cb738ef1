package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a task that is claimed on its own; the task itself waits for all of them. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Subtask(
        @Required
        @Size(min = 1, max = 63)
        @Pattern(Patterns.DNS_LABEL)
        @JsonPropertyDescription("Name of the subtask, different from its siblings'.")
        @Nullable
        String name,

        @Size(min = 1, max = 63)
        @JsonPropertyDescription("What kind of work it is. Kept in the task's metadata.")
        @Nullable
        String type,

        @Size(min = 1, max = 8192) @JsonPropertyDescription("What is to be done. Default: its name.") @Nullable
        String description,

        @JsonPropertyDescription("How urgent it is: critical, high, medium or low. Default: that of the task.")
        @Nullable
        TaskPriority priority,

        @Size(max = 32)
        @JsonPropertyDescription("What an agent has to be able to do. Kept in the task's metadata; the agents decide.")
        @Nullable
        List<@Size(min = 1, max = 253) String> requiredCapabilities,

        @Size(max = 32) @JsonPropertyDescription("Names of other subtasks that have to be completed first.") @Nullable
        List<@Size(min = 1, max = 63) String> dependsOn,

        @FreeForm
        @Size(max = 64)
        @JsonPropertyDescription("Whatever the agent needs to know, any JSON object of at most 64 members. Kept in the "
                + "task's metadata.")
        @Nullable
        Map<String, Object> parameters) {}
