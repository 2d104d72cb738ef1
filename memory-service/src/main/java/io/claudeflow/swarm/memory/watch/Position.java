package io.claudeflow.swarm.memory.watch;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.util.Comparator;

/**
 * A place in the history of a store, behind one change: what a watch has seen. Written {@code 1-42.3}, or {@code 1-42}
 * for the place behind the whole revision.
 *
 * @param seq the change within the revision, from 0
 */
public record Position(Revision revision, int seq) implements Comparable<Position> {
    /** The seq of the place behind a whole revision. */
    public static final int END = Integer.MAX_VALUE;

    private static final Comparator<Position> ORDER =
            Comparator.comparing(Position::revision).thenComparingInt(Position::seq);

    public Position {
        if (seq < 0) {
            throw MemoryException.invalid("seq", seq, "0 or more");
        }
    }

    /** The place behind everything that the revision changed. */
    public static Position behind(Revision revision) {
        return new Position(revision, END);
    }

    /** Parses {@link #toString}'s form. */
    public static Position parse(String field, String text) {
        int dot = text.indexOf('.');
        try {
            return dot < 0
                    ? behind(Revision.parse(field, text))
                    : new Position(
                            Revision.parse(field, text.substring(0, dot)),
                            Integer.parseUnsignedInt(text.substring(dot + 1)));
        } catch (MemoryException | NumberFormatException e) {
            throw MemoryException.invalid(field, text, "a revision such as 1-42, or the id of an event");
        }
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return seq == END ? revision.toString() : revision + "." + seq;
    }
}
