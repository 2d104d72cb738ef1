package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who may reach the pod of a store over the network. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NetworkPolicySettings(
        @Default("true")
        @JsonPropertyDescription(
                "Create a NetworkPolicy that admits the store's own namespace and the operator to HTTP "
                        + "and gRPC, and everybody to the metrics. false creates none. Default true.")
        @Nullable
        Boolean enabled,

        @Size(max = 64)
        @JsonPropertyDescription(
                "Further namespaces whose pods may use HTTP and gRPC, by name; at most 64. Default none.")
        @Nullable
        List<@Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) String> allowedNamespaces,

        @Size(max = 16)
        @JsonPropertyDescription("Labels a pod must carry to use HTTP and gRPC; at most 16. "
                + "Default: every pod of an admitted namespace.")
        @Nullable
        Map<String, @Size(max = 63) @Pattern(Patterns.OPTIONAL_LABEL_VALUE) String> clientPodLabels,

        @Size(min = 1, max = 63)
        @Pattern(Patterns.DNS_LABEL)
        @JsonPropertyDescription(
                "The only namespace whose pods may read the metrics on port 9091. Default: every namespace.")
        @Nullable
        String metricsNamespace) {}
