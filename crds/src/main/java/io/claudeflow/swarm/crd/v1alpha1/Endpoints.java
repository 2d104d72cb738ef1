package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Where the clients of a store find it, inside the cluster. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Endpoints(
        @Size(max = 512) @JsonPropertyDescription("URL of the HTTP API.") @Nullable
        String http,

        @Size(max = 512) @JsonPropertyDescription("Host and port of the gRPC API.") @Nullable
        String grpc,

        @Size(max = 512) @JsonPropertyDescription("URL of the Prometheus metrics.") @Nullable
        String metrics) {}
