package io.claudeflow.swarm.memory.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the value of a {@link Setting} may be. */
public sealed interface SettingType {
    /** What is accepted, as a person reads it. */
    String expectation();

    /** Whether the text is accepted. */
    boolean accepts(String text);

    /** A whole number within bounds, both included. */
    record Whole(long min, long max) implements SettingType {
        @Override
        public String expectation() {
            return "a whole number from " + min + " to " + max;
        }

        @Override
        public boolean accepts(String text) {
            try {
                long value = Long.parseLong(text);
                return value >= min && value <= max;
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }

    /** A share: a decimal number from 0 to 1. */
    record Share() implements SettingType {
        @Override
        public String expectation() {
            return "a number from 0 to 1";
        }

        @Override
        public boolean accepts(String text) {
            try {
                var value = new BigDecimal(text);
                return value.signum() >= 0 && value.compareTo(BigDecimal.ONE) <= 0;
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }

    /** A duration within bounds in seconds, both included. */
    record Span(long minSeconds, long maxSeconds) implements SettingType {
        @Override
        public String expectation() {
            return "a duration such as 30s, 5m, 6h, 7d or 1h30m, from " + Durations.format(minSeconds) + " to "
                    + Durations.format(maxSeconds);
        }

        @Override
        public boolean accepts(String text) {
            return Durations.parse(text)
                    .filter(value -> value.toSeconds() >= minSeconds && value.toSeconds() <= maxSeconds)
                    .isPresent();
        }
    }

    /** {@code true} or {@code false}. */
    record Bool() implements SettingType {
        @Override
        public String expectation() {
            return "true or false";
        }

        @Override
        public boolean accepts(String text) {
            return text.equals("true") || text.equals("false");
        }
    }

    /** One of a few words. */
    record OneOf(List<String> words) implements SettingType {
        public OneOf {
            words = List.copyOf(words);
        }

        static OneOf of(String... words) {
            return new OneOf(List.of(words));
        }

        @Override
        public String expectation() {
            return "one of " + String.join(", ", words);
        }

        @Override
        public boolean accepts(String text) {
            return words.contains(text);
        }
    }

    /** Text without control characters. */
    record Text(int maxLength) implements SettingType {
        @Override
        public String expectation() {
            return "1 to " + maxLength + " characters without control characters";
        }

        @Override
        public boolean accepts(String text) {
            return !text.isEmpty() && text.length() <= maxLength && text.chars().noneMatch(Character::isISOControl);
        }
    }

    /** Text without control characters, or nothing. */
    record OptionalText(int maxLength) implements SettingType {
        @Override
        public String expectation() {
            return "up to " + maxLength + " characters without control characters, or empty";
        }

        @Override
        public boolean accepts(String text) {
            return text.length() <= maxLength && text.chars().noneMatch(Character::isISOControl);
        }
    }

    /** A time within bounds in milliseconds, both included. */
    record Latency(long minMillis, long maxMillis) implements SettingType {
        private static final Pattern MILLIS = Pattern.compile("(\\d{1,9})ms");

        @Override
        public String expectation() {
            return "a time such as 100ms, 2s or 1m, from " + minMillis + "ms to " + maxMillis + "ms";
        }

        @Override
        public boolean accepts(String text) {
            return parse(text)
                    .filter(value -> value.toMillis() >= minMillis && value.toMillis() <= maxMillis)
                    .isPresent();
        }

        static Optional<Duration> parse(String text) {
            var millis = MILLIS.matcher(text);
            return millis.matches()
                    ? Optional.of(Duration.ofMillis(Long.parseLong(millis.group(1))))
                    : Durations.parse(text);
        }
    }

    /** A switch of seed 003: {@code 1} or {@code true}, {@code 0} or {@code false}. */
    record Switch() implements SettingType {
        @Override
        public String expectation() {
            return "1, 0, true or false";
        }

        @Override
        public boolean accepts(String text) {
            return isOn(text) || text.equals("0") || text.equals("false");
        }

        static boolean isOn(String text) {
            return text.equals("1") || text.equals("true");
        }
    }

    /** Levels of parts of the program: {@code sqlite=debug,http=trace}. */
    record Levels() implements SettingType {
        private static final Pattern FORM =
                Pattern.compile("(?:[A-Za-z][A-Za-z0-9_.]{0,127}=(?:trace|debug|info|warn|error)(?:,|$))*");

        @Override
        public String expectation() {
            return "package=level, separated by commas, such as sqlite=debug,http=trace; levels: trace, debug, info,"
                    + " warn, error; or empty";
        }

        @Override
        public boolean accepts(String text) {
            return FORM.matcher(text).matches() && !text.endsWith(",");
        }

        static Map<String, String> parse(String text) {
            var levels = new LinkedHashMap<String, String>();
            for (var part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
                int equals = part.indexOf('=');
                levels.put(part.substring(0, equals), part.substring(equals + 1));
            }
            return levels;
        }
    }
}
