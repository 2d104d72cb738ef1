package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wanted of a task. Where it is recorded and which subtasks it has is fixed at creation. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = Rules.TASK_CLUSTER_OR_STORE, message = Rules.TASK_CLUSTER_OR_STORE_MESSAGE)
@ValidationRule(
        value = Rules.TASK_PLACE_FIXED,
        message = Rules.TASK_PLACE_FIXED_MESSAGE,
        reason = "FieldValueForbidden")
@ValidationRule(
        value = Rules.SUBTASKS_FIXED,
        message = Rules.SUBTASKS_FIXED_MESSAGE,
        reason = "FieldValueForbidden",
        fieldPath = ".subtasks")
@ValidationRule(value = Rules.SUBTASKS_KNOWN, message = Rules.SUBTASKS_KNOWN_MESSAGE, fieldPath = ".subtasks")
public record SwarmTaskSpec(
        @Size(min = 1, max = 33)
        @Pattern(Patterns.DNS_1035)
        @JsonPropertyDescription("Name of a SwarmCluster in the same namespace; the task is recorded in its memory. "
                + "Either this or storeRef.")
        @Nullable
        String swarmCluster,

        @JsonPropertyDescription("The store the task is recorded in. Either this or swarmCluster.") @Nullable
        StoreRef storeRef,

        @Size(min = 1, max = 63)
        @JsonPropertyDescription("What kind of work it is. Kept in the task's metadata.")
        @Nullable
        String type,

        @Required @Size(min = 1, max = 8192) @JsonPropertyDescription("What is to be done.") @Nullable
        String description,

        @Default("medium")
        @JsonPropertyDescription("How urgent it is: critical, high, medium or low. Default medium.")
        @Nullable
        TaskPriority priority,

        @FreeForm
        @Size(max = 64)
        @JsonPropertyDescription("Whatever the agent needs to know, any JSON object of at most 64 members. Kept in the "
                + "task's metadata.")
        @Nullable
        Map<String, Object> parameters,

        @Size(max = 64)
        @JsonPropertyDescription("Repositories the work is about. Kept in the task's metadata.")
        @Nullable
        List<@Size(min = 1, max = 253) String> repositories,

        @Size(max = 32)
        @JsonPropertyDescription("What an agent has to be able to do. Kept in the task's metadata; the agents decide.")
        @Nullable
        List<@Size(min = 1, max = 253) String> requiredCapabilities,

        @KeyedBy("name")
        @Size(max = 32)
        @JsonPropertyDescription(
                "Parts that are claimed on their own; the task itself can be claimed when all of them are completed.")
        @Nullable
        List<Subtask> subtasks) {}
