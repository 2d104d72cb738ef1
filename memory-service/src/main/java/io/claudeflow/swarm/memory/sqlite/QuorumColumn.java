package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.consensus.Quorum;

/** Quorums as text: {@code majority}, {@code unanimous}, {@code count:2}, {@code share:0.66}. */
final class QuorumColumn {
    private static final String COUNT = "count:";
    private static final String SHARE = "share:";

    private QuorumColumn() {}

    static String format(Quorum quorum) {
        return switch (quorum) {
            case Quorum.Majority _ -> "majority";
            case Quorum.Unanimous _ -> "unanimous";
            case Quorum.AtLeast(int count) -> COUNT + count;
            case Quorum.Share(double share) -> SHARE + share;
        };
    }

    /** Reads {@link #format}'s form; a row that holds anything else is damaged. */
    static Quorum parse(String text) {
        try {
            if (text.startsWith(COUNT)) {
                return new Quorum.AtLeast(Integer.parseInt(text, COUNT.length(), text.length(), 10));
            }
            if (text.startsWith(SHARE)) {
                return new Quorum.Share(Double.parseDouble(text.substring(SHARE.length())));
            }
        } catch (NumberFormatException e) {
            throw damaged(text);
        }
        return switch (text) {
            case "majority" -> Quorum.MAJORITY;
            case "unanimous" -> Quorum.UNANIMOUS;
            default -> throw damaged(text);
        };
    }

    private static RuntimeException damaged(String text) {
        return SqliteFailures.corruptRow("quorum " + text + " (expected: majority, unanimous, count:<n>, share:<n>)");
    }
}
