package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known about a declared entry. All moments are RFC 3339 in UTC. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SwarmMemoryStatus(
        @Min(0) @JsonPropertyDescription("The generation of the spec this status was derived from.") @Nullable
        Long observedGeneration,

        @Size(max = 16)
        @JsonPropertyDescription(
                "Ready: the entry can be read. Synced: the memory holds what is declared. SettingsIgnored: some fields are set and not acted on.")
        @Nullable
        List<Condition> conditions,

        @Size(max = 63) @JsonPropertyDescription("Name of the SwarmMemoryStore.") @Nullable
        String store,

        @Size(max = 64)
        @JsonPropertyDescription("Epoch and revision of the entry of that key as it was seen last, such as 1-42.")
        @Nullable
        String etag,

        @DateTimeText
        @JsonPropertyDescription("When the entry was first written for this resource; absent while it never was.")
        @Nullable
        String writtenAt,

        @DateTimeText @JsonPropertyDescription("From when on the entry is absent; none when it is permanent.") @Nullable
        String expiresAt,

        @Min(0) @JsonPropertyDescription("Size of the value in bytes, before compression.") @Nullable
        Long sizeBytes,

        @Size(max = 32) @JsonPropertyDescription("Size of the value, rounded, for example 12Ki.") @Nullable
        String size) {}
