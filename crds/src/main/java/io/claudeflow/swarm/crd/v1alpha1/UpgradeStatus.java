package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The last change of a store's version: what it is about and how far it has come. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UpgradeStatus(
        @Size(max = 512)
        @JsonPropertyDescription("What ran before: a tag of the operator's image, or a whole image.")
        @Nullable
        String from,

        @Size(max = 512) @JsonPropertyDescription("What is to run, written the same way.") @Nullable
        String to,

        @JsonPropertyDescription("How far it has come.") @Nullable
        UpgradeStep step,

        @DateTimeText @JsonPropertyDescription("When that step began.") @Nullable
        String stepSince,

        @DateTimeText @JsonPropertyDescription("When the change began.") @Nullable
        String startedAt,

        @DateTimeText @JsonPropertyDescription("When it ended, one way or the other.") @Nullable
        String finishedAt,

        @Size(max = 63) @JsonPropertyDescription("The SwarmMemoryBackup that was taken before it.") @Nullable
        String backup,

        @Size(max = 63)
        @JsonPropertyDescription("The SwarmMemoryRestore that puts that backup back, if one was needed.")
        @Nullable
        String restore,

        @Size(max = 4096) @JsonPropertyDescription("What went wrong, if anything did.") @Nullable
        String problem) {}
