package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest import of legacy data. Once it has a result nothing of it changes any more but {@code requested}. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Migration(
        @Size(max = 32)
        @JsonPropertyDescription("Which request it is: how many there were, and a fingerprint of what it asks for.")
        @Nullable
        String request,

        @JsonPropertyDescription("Whether the spec still asks for it; after it did not, asking is a new request.")
        @Nullable
        Boolean requested,

        @Size(max = 253) @JsonPropertyDescription("The claim with the legacy data.") @Nullable
        String claim,

        @Size(max = 63) @JsonPropertyDescription("The Job; one that failed stays for its logs.") @Nullable
        String job,

        @JsonPropertyDescription(
                "How it ended: Imported, ImportedWithErrors, NothingFound, Failed or Withdrawn; absent before that.")
        @Nullable
        MigrationResult result,

        @DateTimeText @JsonPropertyDescription("When its Job was begun.") @Nullable
        String startedAt,

        @DateTimeText @JsonPropertyDescription("When it ended.") @Nullable
        String finishedAt,

        @Min(0) @JsonPropertyDescription("Rows that are in the store now.") @Nullable
        Long rows,

        @Min(0) @JsonPropertyDescription("Rows that could not be imported.") @Nullable
        Long errors,

        @Min(0) @JsonPropertyDescription("How long the import took, in seconds.") @Nullable
        Long seconds,

        @Size(max = 64) @JsonPropertyDescription("What came of each source; the first 64.") @Nullable
        List<MigratedSource> sources,

        @Size(max = 2048) @JsonPropertyDescription("What the import said at last.") @Nullable
        String message) {}
