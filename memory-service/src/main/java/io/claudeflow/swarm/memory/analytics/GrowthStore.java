package io.claudeflow.swarm.memory.analytics;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Samples of a store over time. Writing one takes no revision. Thread-safe; each method is one transaction. */
public interface GrowthStore {
    /** Adds a sample; one of the same moment is replaced. */
    void add(GrowthSample sample);

    Optional<GrowthSample> newest();

    /** Samples of a time frame, the oldest first; the newest {@code limit} of them. */
    List<GrowthSample> between(Instant from, Instant to, int limit);

    /** Removes samples from before a moment; returns how many. */
    int prune(Instant before);
}
