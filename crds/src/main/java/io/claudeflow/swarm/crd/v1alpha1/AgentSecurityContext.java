package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** The user an agent runs as. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentSecurityContext(
        @JsonPropertyDescription("Refuse to run as root.") @Nullable
        Boolean runAsNonRoot,

        @Min(0) @Max(2147483647) @JsonPropertyDescription("Numeric user, 0 to 2,147,483,647.") @Nullable
        Long runAsUser,

        @Min(0)
        @Max(2147483647)
        @JsonPropertyDescription("Numeric group that owns the volumes, 0 to 2,147,483,647.")
        @Nullable
        Long fsGroup) {}
