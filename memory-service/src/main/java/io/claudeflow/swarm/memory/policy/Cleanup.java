package io.claudeflow.swarm.memory.policy;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * When expired entries are deleted. It says nothing about visibility: an expired entry is hidden from every read at
 * once, whatever the strategy.
 */
public sealed interface Cleanup {
    Cleanup LAZY = new Lazy();
    Cleanup MANUAL = new Manual();

    /** Seed 004's time of day for what is {@code scheduled} and does not say when. */
    Cleanup DAILY_AT_TWO = new Daily(LocalTime.of(2, 0));

    /** With every regular collection. */
    record Lazy() implements Cleanup {}

    /** Only when somebody asks for a collection. */
    record Manual() implements Cleanup {}

    /** Once a day at a time of day in UTC. */
    record Daily(LocalTime at) implements Cleanup {}

    /** At intervals of a minute to a year, counted from the last collection. */
    record Every(Duration interval) implements Cleanup {
        private static final Duration SHORTEST = Duration.ofMinutes(1);
        private static final Duration LONGEST = Duration.ofDays(366);

        public Every {
            if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
                throw MemoryException.invalid("every", interval, "1m to 366d");
            }
        }
    }

    /**
     * Whether a regular collection at {@code now} includes these entries.
     *
     * @param lastRun the last collection of these entries, or null when there was none; then a schedule is due at once,
     *     and so it is when the last one lies in the future: the clock was wrong then
     */
    static boolean isDue(Cleanup cleanup, Instant now, @Nullable Instant lastRun) {
        return switch (cleanup) {
            case Lazy _ -> true;
            case Manual _ -> false;
            case Daily daily -> lastRun == null || lastRun.isAfter(now) || lastRun.isBefore(latest(daily.at(), now));
            case Every every ->
                lastRun == null
                        || lastRun.isAfter(now)
                        || !lastRun.plus(every.interval()).isAfter(now);
        };
    }

    /**
     * The moment from which a regular collection includes these entries again, or null when only an explicit one does;
     * {@code now} when one is due.
     */
    static @Nullable Instant next(Cleanup cleanup, Instant now, @Nullable Instant lastRun) {
        if (cleanup instanceof Manual) {
            return null;
        }
        if (lastRun == null || isDue(cleanup, now, lastRun)) {
            return now;
        }
        return switch (cleanup) {
            case Daily daily -> latest(daily.at(), now).plus(Duration.ofDays(1));
            case Every every -> lastRun.plus(every.interval());
            case Lazy _, Manual _ -> now;
        };
    }

    /** The strategy, as statistics show it: {@code lazy}, {@code daily 02:00}, {@code every 6h}, {@code manual}. */
    static String text(Cleanup cleanup) {
        return switch (cleanup) {
            case Lazy _ -> "lazy";
            case Manual _ -> "manual";
            case Daily daily -> "daily " + daily.at();
            case Every every -> "every " + Span.format(every.interval().toSeconds());
        };
    }

    /** The latest moment at or before {@code now} that has this time of day. */
    private static Instant latest(LocalTime at, Instant now) {
        var today = now.atOffset(ZoneOffset.UTC).toLocalDate().atTime(at).toInstant(ZoneOffset.UTC);
        return today.isAfter(now) ? today.minus(Duration.ofDays(1)) : today;
    }
}
