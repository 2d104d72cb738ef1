package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a swarm is watched. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Monitoring(
        @JsonPropertyDescription("Whether metrics are wanted.") @Nullable
        Boolean enabled,

        @Min(1) @Max(65535) @JsonPropertyDescription("Port of the metrics, 1 to 65,535.") @Nullable
        Integer metricsPort,

        @JsonPropertyDescription("Whether requests are traced.") @Nullable
        Boolean tracingEnabled,

        @JsonPropertyDescription("Whether a dashboard is wanted.") @Nullable
        Boolean dashboardEnabled,

        @Size(max = 64) @JsonPropertyDescription("Alerts; at most 64.") @Nullable
        List<AlertRule> alertRules) {

    /** When to raise an alert. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AlertRule(
            @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the alert.") @Nullable
            String name,

            @Required
            @Size(min = 1, max = 4096)
            @JsonPropertyDescription("Expression of the monitoring system that raises it.")
            @Nullable
            String expression,

            @Required
            @DurationText
            @JsonPropertyDescription("How long the expression must hold, for example 5m.")
            @Nullable
            String duration,

            @Required @JsonPropertyDescription("How urgent it is: info, warning or critical.") @Nullable
            AlertSeverity severity) {}
}
