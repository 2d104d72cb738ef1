package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The backup a new store begins with. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = Rules.BACKUP_NAMED, message = Rules.BACKUP_NAMED_MESSAGE)
public record BootstrapBackup(
        @Size(min = 1, max = 63)
        @Pattern(Patterns.DNS_LABEL)
        @JsonPropertyDescription("Name of a SwarmMemoryBackup in the same namespace.")
        @Nullable
        String name,

        @Size(min = 1, max = 40)
        @Pattern(Patterns.DNS_1035)
        @JsonPropertyDescription("Take the newest verified backup of the store of this name; the store may be gone.")
        @Nullable
        String newestOf) {}
