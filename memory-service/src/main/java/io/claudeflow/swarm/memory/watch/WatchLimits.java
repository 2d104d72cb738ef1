package io.claudeflow.swarm.memory.watch;

import java.time.Duration;

/**
 * The bounds of a hub.
 *
 * @param watches open at the same time
 * @param recentChanges kept for the readers; one that is further behind is too slow
 * @param recentBytes what they may take, roughly
 * @param batch changes read at once
 * @param interval least time between two reads of the changelog: many commits wake the readers once
 * @param poll how often the newest revision is looked at when nobody wakes the hub
 */
public record WatchLimits(
        int watches, int recentChanges, long recentBytes, int batch, Duration interval, Duration poll) {
    /** One second of a saturated store; about 8 MB. */
    public static final WatchLimits DEFAULT =
            new WatchLimits(1_000, 32_768, 8L << 20, 1_000, Duration.ofMillis(5), Duration.ofSeconds(1));
}
