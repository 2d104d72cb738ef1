package io.claudeflow.swarm.memory.metric;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The reference: a list. */
public final class InMemoryMetricStore implements MetricStore {
    private final Map<String, List<Sample>> swarms = new HashMap<>();

    @Override
    public synchronized void record(String swarm, List<Sample> samples) {
        if (samples.isEmpty() || samples.size() > MAX_SAMPLES) {
            throw MemoryException.limit("samples", samples.size() + " samples", "1 to " + MAX_SAMPLES + " samples");
        }
        samples(swarm).addAll(samples);
    }

    @Override
    public synchronized List<MetricSummary> aggregate(String swarm, MetricQuery query) {
        var groups = samples(swarm).stream()
                .filter(query::selects)
                .collect(Collectors.groupingBy(sample -> Optional.ofNullable(query.groupBy())
                        .map(tag -> sample.tags().get(tag))));
        if (groups.size() > MAX_GROUPS) {
            throw MemoryException.limit("groupBy", groups.size() + " groups", "at most " + MAX_GROUPS + " groups");
        }
        return groups.entrySet().stream()
                .map(group -> MetricSummary.of(
                        group.getKey().orElse(null),
                        group.getValue().stream().mapToDouble(Sample::value).toArray()))
                .sorted(Comparator.comparing(MetricSummary::group, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    @Override
    public synchronized List<String> names(String swarm) {
        return samples(swarm).stream().map(Sample::name).distinct().sorted().toList();
    }

    @Override
    public synchronized int prune(String swarm, Instant before, int limit) {
        var old = samples(swarm).stream()
                .filter(sample -> sample.timestamp().isBefore(before))
                .sorted(Comparator.comparing(Sample::timestamp))
                .limit(limit)
                .toList();
        old.forEach(samples(swarm)::remove);
        return old.size();
    }

    private List<Sample> samples(String swarm) {
        return swarms.computeIfAbsent(EntryKey.checkSwarm(swarm), _ -> new ArrayList<>());
    }
}
