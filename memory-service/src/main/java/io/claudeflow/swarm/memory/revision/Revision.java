package io.claudeflow.swarm.memory.revision;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.Comparator;
import java.util.Optional;

/**
 * The place of a change in the history of one store. Each operation, or each atomic batch, takes the next number;
 * numbers are never repeated within an epoch, and a restore begins a new epoch. Ordered by epoch, then number.
 *
 * @param epoch counts restores, from 1
 * @param number counts operations, from 1; 0 is the empty store
 */
public record Revision(long epoch, long number) implements Comparable<Revision> {
    private static final Comparator<Revision> ORDER =
            Comparator.comparingLong(Revision::epoch).thenComparingLong(Revision::number);

    public Revision {
        if (epoch < 1) {
            throw MemoryException.invalid("epoch", epoch, "1 or more");
        }
        if (number < 0) {
            throw MemoryException.invalid("revision", number, "0 or more");
        }
    }

    /** Parses {@link #toString}'s form, such as {@code 1-42}. */
    public static Revision parse(String field, String text) {
        int dash = text.indexOf('-');
        try {
            return new Revision(
                    Long.parseLong(text.substring(0, Math.max(dash, 0))), Long.parseLong(text.substring(dash + 1)));
        } catch (NumberFormatException e) {
            throw MemoryException.invalid(field, text, "an epoch and a revision, such as 1-42");
        }
    }

    /** The revision whose {@link #toString} is exactly this text; empty when it is another text. */
    public static Optional<Revision> ifOne(String text) {
        try {
            return Optional.of(parse("revision", text))
                    .filter(revision -> revision.toString().equals(text));
        } catch (MemoryException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(Revision other) {
        return ORDER.compare(this, other);
    }

    /** Epoch and number joined by a dash; the content of an {@code ETag} between its quotes. */
    @Override
    public String toString() {
        return epoch + "-" + number;
    }
}
