package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Where a store's retention policies are written. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicySource(
        @Required
        @JsonPropertyDescription("The ConfigMap with the policy file. A change of it is followed without a restart.")
        @Nullable
        ConfigMapRef configMapRef,

        @Default("policies.yaml")
        @Size(min = 1, max = 253)
        @Pattern(Patterns.SECRET_KEY)
        @JsonPropertyDescription("The key that holds the file. Default policies.yaml.")
        @Nullable
        String key) {}
