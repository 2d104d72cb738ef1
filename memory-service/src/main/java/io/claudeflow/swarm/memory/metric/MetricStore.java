package io.claudeflow.swarm.memory.metric;

import java.time.Instant;
import java.util.List;

/** The measurements of all swarms of one store. Thread-safe; each method is one transaction. */
public interface MetricStore {
    /** The most samples recorded at once. */
    int MAX_SAMPLES = 10_000;

    /** The most groups of one answer; more are an error that says so, because leaving some out would mislead. */
    int MAX_GROUPS = 1_000;

    /** Records samples, all or none. */
    void record(String swarm, List<Sample> samples);

    /** Aggregates by group, ordered by group with the one without a value last; no samples, no group. */
    List<MetricSummary> aggregate(String swarm, MetricQuery query);

    /** The names that have samples, in order. */
    List<String> names(String swarm);

    /** Removes samples from before a moment, the oldest first, at most {@code limit}; returns how many. */
    int prune(String swarm, Instant before, int limit);
}
