package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** The collective memory of several swarms. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HiveMind(
        @JsonPropertyDescription("Whether the hive mind is wanted.") @Nullable
        Boolean enabled,

        @JsonPropertyDescription("Size of its database, for example 10Gi.") @Nullable
        Quantity databaseSize,

        @DurationText @JsonPropertyDescription("How often members synchronise, for example 30s.") @Nullable
        String syncInterval,

        @JsonPropertyDescription("Whether it is backed up.") @Nullable
        Boolean backupEnabled,

        @DurationText(atLeast = DurationText.Shortest.MINUTE)
        @JsonPropertyDescription("How often it is backed up, at least 1m.")
        @Nullable
        String backupInterval) {}
