package io.claudeflow.swarm.memory.config;

import java.math.BigDecimal;
import java.util.List;

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

    /** The path of a file, or nothing. */
    record OptionalFile() implements SettingType {
        private static final int MAX_LENGTH = 4096;

        @Override
        public String expectation() {
            return "a file path, or nothing";
        }

        @Override
        public boolean accepts(String text) {
            return text.isEmpty() || new Text(MAX_LENGTH).accepts(text);
        }
    }
}
