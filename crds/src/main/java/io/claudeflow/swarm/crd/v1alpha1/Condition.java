package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * One aspect of a resource's state, shaped like the conditions of Kubernetes itself.
 *
 * @param type the aspect, for example {@code Ready}; one condition per type
 * @param lastTransitionTime RFC 3339 in UTC; moves only when the status moves
 * @param observedGeneration the generation of the spec that was looked at
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        @Required
        @Size(min = 1, max = 316)
        @JsonPropertyDescription("The aspect this condition is about, for example Ready. One condition per type.")
        @Nullable
        String type,

        @Required @JsonPropertyDescription("True, False or Unknown.") @Nullable
        ConditionStatus status,

        @Required
        @Size(min = 1, max = 1024)
        @Pattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")
        @JsonPropertyDescription("Why, as one CamelCase word for programs.")
        @Nullable
        String reason,

        @Size(max = 32768)
        @JsonPropertyDescription("Why, for people: the field, what was found, what was expected, what to do.")
        @Nullable
        String message,

        @Required @DateTimeText @JsonPropertyDescription("When the status last changed, in UTC.") @Nullable
        String lastTransitionTime,

        @Min(0) @JsonPropertyDescription("The generation of the spec this condition was derived from.") @Nullable
        Long observedGeneration) {}
