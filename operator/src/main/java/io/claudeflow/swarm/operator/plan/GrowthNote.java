package io.claudeflow.swarm.operator.plan;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What is noted on a claim that has grown by itself: it stands beside the data, so that a larger claim than the spec
 * asks for is understood by whoever sees it.
 *
 * @param asked the size the spec asked for then, canonical
 * @param size the size the claim was given, canonical
 * @param at when
 */
public record GrowthNote(String asked, String size, Instant at) {

    /** The note written as {@code text}; empty if that is none. */
    public static Optional<GrowthNote> parse(String text) {
        var words = text.split(" ", -1);
        try {
            return words.length == 3
                    ? Optional.of(new GrowthNote(words[0], words[1], Instant.parse(words[2])))
                    : Optional.empty();
        } catch (DateTimeParseException notOurs) {
            return Optional.empty();
        }
    }

    /** As it is written. */
    public String text() {
        return asked + " " + size + " " + at.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether it explains why a claim has {@code size} where the spec asks for {@code wanted}. */
    public boolean explains(String has, String wanted) {
        return Amount.compare(has, size) <= 0 && Amount.compare(wanted, asked) >= 0;
    }
}
