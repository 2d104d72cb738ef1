package io.claudeflow.swarm.memory.analytics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The length of the steps of a time frame, in UTC. */
public enum UsageInterval {
    HOUR,
    DAY,
    /** From Thursday to Thursday: whole weeks since 1970-01-01. */
    WEEK;

    private static final long WEEK_SECONDS = 7L * 24 * 3600;

    /** The beginning of the step that a moment falls into. */
    public Instant startOf(Instant moment) {
        return switch (this) {
            case HOUR -> moment.truncatedTo(ChronoUnit.HOURS);
            case DAY -> moment.truncatedTo(ChronoUnit.DAYS);
            case WEEK -> Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), WEEK_SECONDS) * WEEK_SECONDS);
        };
    }
}
