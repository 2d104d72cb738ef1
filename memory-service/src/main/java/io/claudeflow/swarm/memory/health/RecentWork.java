package io.claudeflow.swarm.memory.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counters that only grow, and how much they grew within the last {@value #MINUTES} minutes. Thread-safe. */
public final class RecentWork {
    static final int MINUTES = 15;

    private static final Duration WINDOW = Duration.ofMinutes(MINUTES);

    private final Deque<Counters> seen = new ArrayDeque<>();

    /** Counters since the start. */
    public record Counters(Instant at, long cacheHits, long cacheMisses, long reads, long readNanos) {
        Counters since(Counters before) {
            return new Counters(
                    at,
                    cacheHits - before.cacheHits,
                    cacheMisses - before.cacheMisses,
                    reads - before.reads,
                    readNanos - before.readNanos);
        }
    }

    /** Notes the counters of this moment; about once a minute. */
    public synchronized void note(Counters counters) {
        seen.addLast(counters);
        while (seen.size() > 1 && seen.getFirst().at().isBefore(counters.at().minus(WINDOW))) {
            seen.removeFirst();
        }
    }

    /** The growth since the oldest counters of the window; since the start when there are none. */
    public synchronized Counters growth(Counters now) {
        var oldest = seen.peekFirst();
        return oldest == null ? now : now.since(oldest);
    }
}
