package io.claudeflow.swarm.benchmarks.load;

import java.time.Duration;

/**
 * When a cell is measured, in terms of {@link System#nanoTime()}.
 *
 * @param from the first moment that counts
 * @param to the first moment after it
 */
public record Window(long from, long to) {
    /** A window that opens after the ramp and stays open for the length. */
    static Window after(long now, Duration ramp, Duration length) {
        long from = now + ramp.toNanos();
        return new Window(from, from + length.toNanos());
    }

    public boolean covers(long moment) {
        return moment - from >= 0 && moment - to < 0;
    }

    public boolean isOver(long moment) {
        return moment - to >= 0;
    }
}
