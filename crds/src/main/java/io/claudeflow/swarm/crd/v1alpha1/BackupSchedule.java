package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** When backups are taken, as a line of cron. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupSchedule(
        @Required
        @Size(max = 128)
        @ValidationRule(value = Rules.CRON, messageExpression = Rules.CRON_MESSAGE)
        @JsonPropertyDescription("Minute, hour, day of month, month and day of week, such as 30 2 * * 1-5, or one of "
                + "@hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually. "
                + "When both days are given, either is enough.")
        @Nullable
        String cron,

        @Size(min = 1, max = 64)
        @Pattern(Patterns.TIME_ZONE)
        @Default("UTC")
        @JsonPropertyDescription(
                "Time zone of the schedule, such as Europe/Zurich. An hour that a clock change skips is "
                        + "made up for right after it, one that it repeats counts once. Default UTC.")
        @Nullable
        String timeZone) {}
