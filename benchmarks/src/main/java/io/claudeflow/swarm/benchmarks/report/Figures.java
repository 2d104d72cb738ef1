package io.claudeflow.swarm.benchmarks.report;

import java.util.Locale;

/** How figures are written in tables, the same everywhere. */
public final class Figures {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_MEBIBYTE = 1024.0 * 1024.0;

    private Figures() {}

    /** A whole number with separators: {@code 12,345}. */
    public static String count(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    /** Milliseconds with three significant places or so: {@code 0.483}, {@code 4.83}, {@code 48.3}. */
    public static String millis(long nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        String format = millis < 1 ? "%.3f" : millis < 10 ? "%.2f" : "%.1f";
        return String.format(Locale.ROOT, format, millis);
    }

    public static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / (1000 * NANOS_PER_MILLI));
    }

    /** Seconds with three significant places or so: {@code 0.483}, {@code 4.83}, {@code 48.3}. */
    public static String precise(long nanos) {
        return millis(nanos / 1000);
    }

    public static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f", bytes / BYTES_PER_MEBIBYTE);
    }

    /** Processor cores, or anything else with two places. */
    public static String twoPlaces(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    public static String threePlaces(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    /** A share of 1 in percent: {@code 17 %}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
