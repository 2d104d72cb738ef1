package io.claudeflow.swarm.operator.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people type them: {@code 30s}, {@code 5m}, {@code 1h}, {@code 7d} and sums such as {@code 1h30m}. */
public final class Durations {
    private static final Pattern WHOLE =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

    private Durations() {}

    /** The duration, or empty if {@code text} is none or is zero. */
    public static Optional<Duration> parse(String text) {
        var matcher = WHOLE.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        var sum = Duration.ofDays(number(matcher.group(1)))
                .plusHours(number(matcher.group(2)))
                .plusMinutes(number(matcher.group(3)))
                .plusSeconds(number(matcher.group(4)));
        return sum.isZero() ? Optional.empty() : Optional.of(sum);
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
