package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What is wanted of a restore. Fixed at creation. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = Rules.UNCHANGED, message = Rules.RESTORE_FIXED_MESSAGE, reason = "FieldValueForbidden")
public record SwarmMemoryRestoreSpec(
        @Required @JsonPropertyDescription("The store whose data is replaced.") @Nullable
        StoreRef storeRef,

        @Size(min = 1, max = 63)
        @Pattern(Patterns.DNS_LABEL)
        @JsonPropertyDescription(
                "Name of a verified SwarmMemoryBackup in the same namespace. Default: the newest verified "
                        + "one of the store.")
        @Nullable
        String backup,

        @Default("Required")
        @JsonPropertyDescription(
                "Whether the present data is backed up first: Required changes nothing without a verified "
                        + "backup of it, IfPossible tries, Skip does not. Default Required.")
        @Nullable
        SafetyBackup safetyBackup) {}
