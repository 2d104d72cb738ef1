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
 * What is known about a backup. Once {@code Succeeded} is True or False nothing changes any more. All moments are
 * RFC 3339 in UTC.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = Rules.BACKUP_ENDED, message = Rules.BACKUP_ENDED_MESSAGE, reason = "FieldValueForbidden")
public record SwarmMemoryBackupStatus(
        @Min(0) @JsonPropertyDescription("The generation of the spec this status was derived from.") @Nullable
        Long observedGeneration,

        @Size(max = 16)
        @JsonPropertyDescription(
                "Succeeded: Unknown while it is going on, then True or False for good. Verified: the backup was opened, checked and compared with its manifest.")
        @Nullable
        List<Condition> conditions,

        @Size(max = 63) @JsonPropertyDescription("The swarm whose memory it is.") @Nullable
        String swarmId,

        @DateTimeText @JsonPropertyDescription("When the work began.") @Nullable
        String startedAt,

        @DateTimeText @JsonPropertyDescription("When it ended, one way or the other.") @Nullable
        String finishedAt,

        @Size(max = 32) @JsonPropertyDescription("Size of the backup, rounded, for example 12Mi.") @Nullable
        String size,

        @Min(0) @JsonPropertyDescription("Size of the backup in bytes.") @Nullable
        Long sizeBytes,

        @Size(max = 256) @JsonPropertyDescription("Rows of each table in the backup.") @Nullable
        Map<String, Long> rows,

        @Min(0) @JsonPropertyDescription("Epoch of the data; a restore starts a new one.") @Nullable
        Long epoch,

        @Min(0) @JsonPropertyDescription("Newest revision in the backup.") @Nullable
        Long revision,

        @Size(max = 64) @JsonPropertyDescription("SHA-256 of the backup, 64 hexadecimal digits.") @Nullable
        String sha256,

        @Size(max = 1024)
        @JsonPropertyDescription("Where it lies: claim://<claim>/<file> or s3://<bucket>/<key>.")
        @Nullable
        String location,

        @Size(max = 63) @JsonPropertyDescription("The Job that does or did the work.") @Nullable
        String job) {}
