package io.claudeflow.swarm.memory.policy;

/** Durations as policy files write them. */
final class Span {
    private static final long[] SECONDS = {86_400, 3_600, 60, 1};
    private static final String UNITS = "dhms";

    private Span() {}

    /** The seconds as days, hours, minutes and seconds without the parts that are zero, such as {@code 1h30m}. */
    static String format(long seconds) {
        var text = new StringBuilder();
        long left = seconds;
        for (int i = 0; i < SECONDS.length; i++) {
            if (left >= SECONDS[i]) {
                text.append(left / SECONDS[i]).append(UNITS.charAt(i));
                left %= SECONDS[i];
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }
}
