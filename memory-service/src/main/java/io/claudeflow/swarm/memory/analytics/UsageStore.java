package io.claudeflow.swarm.memory.analytics;

import java.time.Instant;
import java.util.List;

/**
 * Usage of all swarms of one store. It is no data of a swarm: writing it takes no revision and is no change that
 * anybody watches. Thread-safe; each method is one transaction.
 */
public interface UsageStore {
    /** Adds counts to those there are. */
    void add(List<UsageCount> counts);

    /** Usage of a swarm; see {@link UsageQuery#summarise} for the order. */
    List<UsageSummary> query(String swarm, UsageQuery query);

    /** Removes hours that begin before a moment and the oldest rows beyond {@code maxRows}; returns how many. */
    int prune(Instant before, int maxRows);
}
