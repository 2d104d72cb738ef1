package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The running store a new one is a copy of, and what of it is copied. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BootstrapStore(
        @Required
        @Size(min = 1, max = 40)
        @Pattern(Patterns.DNS_1035)
        @JsonPropertyDescription("Name of a running SwarmMemoryStore in the same namespace.")
        @Nullable
        String name,

        @Size(max = 64)
        @JsonPropertyDescription("Copy only entries of these namespaces; at most 64. Default: all.")
        @Nullable
        List<@Size(min = 1, max = 255) String> namespaces,

        @Size(max = 64)
        @JsonPropertyDescription("Copy only entries with one of these tags; at most 64. Default: all.")
        @Nullable
        List<@Size(min = 1, max = 255) String> tags,

        @DurationText
        @JsonPropertyDescription("Copy only entries that were written within this time. Default: all.")
        @Nullable
        String maxAge) {}
