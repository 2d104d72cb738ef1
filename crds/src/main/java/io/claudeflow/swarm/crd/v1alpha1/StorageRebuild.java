package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The newest rebuild of the data claim in a smaller size. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StorageRebuild(
        @JsonPropertyDescription("How far it has come: Stopping, BackingUp, Trying, Swapping, Filling, Starting, then "
                + "Finished; or Resuming on the way back.")
        @Nullable
        RebuildStep step,

        @DateTimeText @JsonPropertyDescription("When that step began.") @Nullable
        String since,

        @Size(max = 32) @JsonPropertyDescription("The size it is rebuilt in.") @Nullable
        String size,

        @Size(max = 63) @JsonPropertyDescription("The backup it is rebuilt from.") @Nullable
        String backup,

        @Size(max = 4096) @JsonPropertyDescription("What went wrong, when something did.") @Nullable
        String problem) {}
