package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What came of one source of an import. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MigratedSource(
        @Size(max = 512) @JsonPropertyDescription("The file, as the import saw it.") @Nullable
        String path,

        @Size(max = 128) @JsonPropertyDescription("The format it was recognised as.") @Nullable
        String format,

        @Min(0) @JsonPropertyDescription("Rows of it that are in the store now.") @Nullable
        Long rows,

        @Min(0) @JsonPropertyDescription("Rows of it that could not be imported.") @Nullable
        Long errors) {}
