package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What a new store begins with. A claim that holds data already is never overwritten. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = Rules.BOOTSTRAP_SOURCE, message = Rules.BOOTSTRAP_SOURCE_MESSAGE)
public record Bootstrap(
        @JsonPropertyDescription("Begin with the data of a verified backup.") @Nullable
        BootstrapBackup fromBackup,

        @JsonPropertyDescription("Begin with a copy of the data of a running store.") @Nullable
        BootstrapStore fromStore) {}
