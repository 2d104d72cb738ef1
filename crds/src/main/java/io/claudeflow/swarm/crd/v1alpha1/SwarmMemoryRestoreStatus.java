package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a restore. Once {@code Succeeded} is True or False nothing changes any more. All moments are
 * RFC 3339 in UTC.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = Rules.RESTORE_ENDED, message = Rules.RESTORE_ENDED_MESSAGE, reason = "FieldValueForbidden")
public record SwarmMemoryRestoreStatus(
        @Min(0) @JsonPropertyDescription("The generation of the spec this status was derived from.") @Nullable
        Long observedGeneration,

        @Size(max = 16)
        @JsonPropertyDescription("Succeeded: Unknown while it is going on, then True or False for good.")
        @Nullable
        List<Condition> conditions,

        @Size(max = 63) @JsonPropertyDescription("The swarm whose memory it is.") @Nullable
        String swarmId,

        @JsonPropertyDescription(
                "How far it has come: Pending, SafetyBackup, Stopping, Restoring, Starting, then Finished; or StoppingAgain, RollingBack, Resuming on the way back.")
        @Nullable
        RestoreStep step,

        @DateTimeText @JsonPropertyDescription("When that step began.") @Nullable
        String stepSince,

        @Size(max = 63) @JsonPropertyDescription("The backup that is restored.") @Nullable
        String backup,

        @Size(max = 63) @JsonPropertyDescription("The backup of the data it replaces.") @Nullable
        String safetyBackup,

        @Size(max = 4096) @JsonPropertyDescription("What went wrong, when something did.") @Nullable
        String problem,

        @DateTimeText @JsonPropertyDescription("When the work began.") @Nullable
        String startedAt,

        @DateTimeText @JsonPropertyDescription("When it ended, one way or the other.") @Nullable
        String finishedAt,

        @Size(max = 32) @JsonPropertyDescription("Size of what was restored, rounded, for example 12Mi.") @Nullable
        String size,

        @Min(0) @JsonPropertyDescription("Size of what was restored in bytes.") @Nullable
        Long sizeBytes,

        @Size(max = 256) @JsonPropertyDescription("Rows of each table in what was restored.") @Nullable
        Map<String, Long> rows,

        @Min(0) @JsonPropertyDescription("Epoch of the data; a restore starts a new one.") @Nullable
        Long epoch,

        @Min(0) @JsonPropertyDescription("Newest revision of what was restored.") @Nullable
        Long revision,

        @Size(max = 64) @JsonPropertyDescription("SHA-256 of what was restored, 64 hexadecimal digits.") @Nullable
        String sha256,

        @Size(max = 63) @JsonPropertyDescription("The Job of the step that is going on, or the last one.") @Nullable
        String job) {}
