package io.claudeflow.swarm.memory.analytics;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Samples in a map. */
public final class InMemoryGrowthStore implements GrowthStore {
    private final TreeMap<Instant, GrowthSample> samples = new TreeMap<>();

    @Override
    public synchronized void add(GrowthSample sample) {
        samples.put(sample.at(), sample);
    }

    @Override
    public synchronized Optional<GrowthSample> newest() {
        return samples.isEmpty()
                ? Optional.empty()
                : Optional.of(samples.lastEntry().getValue());
    }

    @Override
    public synchronized List<GrowthSample> between(Instant from, Instant to, int limit) {
        var found = List.copyOf(samples.subMap(from, true, to, false).values());
        return found.subList(Math.max(0, found.size() - limit), found.size());
    }

    @Override
    public synchronized int prune(Instant before) {
        var old = samples.headMap(before, false);
        int size = old.size();
        old.clear();
        return size;
    }
}
