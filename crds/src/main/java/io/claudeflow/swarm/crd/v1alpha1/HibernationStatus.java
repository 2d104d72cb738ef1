package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How far a store that is to hibernate has come. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HibernationStatus(
        @JsonPropertyDescription("How far asleep it is.") @Nullable
        HibernationStep step,

        @DateTimeText @JsonPropertyDescription("When that step began.") @Nullable
        String stepSince,

        @DateTimeText @JsonPropertyDescription("When hibernation was asked for.") @Nullable
        String requestedAt,

        @Size(max = 63) @JsonPropertyDescription("The SwarmMemoryBackup that is taken before it.") @Nullable
        String backup) {}
