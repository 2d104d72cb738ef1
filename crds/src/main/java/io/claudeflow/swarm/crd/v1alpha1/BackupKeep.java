package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/**
 * Which older backups are kept beyond {@code backupRetention}: the newest of each of the last days, weeks and months
 * that have one. Days begin at midnight UTC, weeks on Monday.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupKeep(
        @Min(1)
        @Max(366)
        @JsonPropertyDescription(
                "Keep the newest backup of each of this many days that have one, 1 to 366. Default none.")
        @Nullable
        Integer daily,

        @Min(1)
        @Max(260)
        @JsonPropertyDescription(
                "Keep the newest backup of each of this many weeks that have one, 1 to 260. Default none.")
        @Nullable
        Integer weekly,

        @Min(1)
        @Max(120)
        @JsonPropertyDescription(
                "Keep the newest backup of each of this many months that have one, 1 to 120. Default none.")
        @Nullable
        Integer monthly) {}
