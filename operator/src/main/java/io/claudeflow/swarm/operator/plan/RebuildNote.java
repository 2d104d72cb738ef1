package io.claudeflow.swarm.operator.plan;

import java.util.Optional;

/**
 * What is noted on a claim that a rebuild has made: it stands beside the data, so that an operator, or a store that is
 * made again, never starts on a claim that is not filled.
 *
 * @param filled whether the backup is on it
 */
public record RebuildNote(boolean filled, String backup) {
    private static final String PENDING = "pending ";
    private static final String FILLED = "filled ";

    /** The note written as {@code text}; empty if that is none. */
    public static Optional<RebuildNote> parse(String text) {
        return text.startsWith(PENDING)
                ? Optional.of(new RebuildNote(false, text.substring(PENDING.length())))
                : text.startsWith(FILLED)
                        ? Optional.of(new RebuildNote(true, text.substring(FILLED.length())))
                        : Optional.empty();
    }

    /** As it is written. */
    public String text() {
        return (filled ? FILLED : PENDING) + backup;
    }
}
