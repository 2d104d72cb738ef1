package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What is wanted of a backup. Fixed at creation. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = Rules.UNCHANGED, message = Rules.BACKUP_FIXED_MESSAGE, reason = "FieldValueForbidden")
public record SwarmMemoryBackupSpec(
        @Required @JsonPropertyDescription("The store to back up.") @Nullable
        StoreRef storeRef,

        @JsonPropertyDescription("Where the backup goes. Default: the store's backup claim.") @Nullable
        BackupDestination destination,

        @Default("Manual")
        @JsonPropertyDescription(
                "What asked for it. The operator sets it on the backups it creates; one that is Manual "
                        + "is not removed by retention. Default Manual.")
        @Nullable
        BackupTrigger trigger,

        @Size(max = 256) @JsonPropertyDescription("Why, for people. Default none.") @Nullable
        String reason) {}
