package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An environment variable of the pod of a store. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = Rules.VARIABLE_SOURCE, message = Rules.VARIABLE_SOURCE_MESSAGE)
public record PodVariable(
        @Required
        @Size(min = 1, max = 128)
        @Pattern(Patterns.VARIABLE)
        @JsonPropertyDescription("Name of the variable.")
        @Nullable
        String name,

        @Size(max = 4096) @JsonPropertyDescription("Its value. Default: empty.") @Nullable
        String value,

        @JsonPropertyDescription("The key of a Secret that holds its value.") @Nullable
        KeyRef secretKeyRef,

        @JsonPropertyDescription("The key of a ConfigMap that holds its value.") @Nullable
        KeyRef configMapKeyRef) {}
