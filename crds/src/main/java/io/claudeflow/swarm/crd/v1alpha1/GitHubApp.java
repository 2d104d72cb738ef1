package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The GitHub App a swarm works as. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GitHubApp(
        @Min(1) @Max(9007199254740991L) @JsonPropertyDescription("Number of the App.") @Nullable
        Long appID,

        @Min(1)
        @Max(9007199254740991L)
        @JsonPropertyDescription("Number of the installation. Default: the first one.")
        @Nullable
        Long installationID,

        @JsonPropertyDescription("The Secret that holds its private key.") @Nullable
        PrivateKeyRef privateKeyRef,

        @DurationText @JsonPropertyDescription("How long a token is used, for example 1h.") @Nullable
        String tokenTTL) {

    /** A key of a Secret. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PrivateKeyRef(
            @Required
            @Size(min = 1, max = 253)
            @Pattern(Patterns.DNS_SUBDOMAIN)
            @JsonPropertyDescription("Name of the Secret.")
            @Nullable
            String name,

            @Size(min = 1, max = 253)
            @Pattern(Patterns.SECRET_KEY)
            @JsonPropertyDescription("Key inside the Secret.")
            @Nullable
            String key,

            @Size(min = 1, max = 63)
            @Pattern(Patterns.DNS_LABEL)
            @JsonPropertyDescription("Namespace of the Secret. Default: the namespace of the cluster.")
            @Nullable
            String namespace) {}
}
