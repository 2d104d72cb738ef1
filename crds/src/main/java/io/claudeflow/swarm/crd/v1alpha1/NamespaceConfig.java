package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which namespaces the parts of a swarm live in. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NamespaceConfig(
        @Size(min = 1, max = 63)
        @Pattern(Patterns.DNS_LABEL)
        @JsonPropertyDescription(
                "Namespace of the memory store. Default: the namespace of the cluster. Another one must "
                        + "carry the annotation swarm.claudeflow.io/accept-stores-from; otherwise Ready is False "
                        + "with reason NamespaceNotAllowed.")
        @Nullable
        String swarmNamespace,

        @Size(min = 1, max = 63)
        @Pattern(Patterns.DNS_LABEL)
        @JsonPropertyDescription("Namespace of the hive mind.")
        @Nullable
        String hiveMindNamespace,

        @Size(max = 64) @JsonPropertyDescription("Namespaces the swarm may use; at most 64.") @Nullable
        List<@Size(min = 1, max = 63) @Pattern(Patterns.DNS_LABEL) String> allowedNamespaces,

        @JsonPropertyDescription("Create swarmNamespace when it does not exist. Default: no.") @Nullable
        Boolean createNamespaces) {}
