package io.claudeflow.swarm.memory.analytics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Usage in a list. */
public final class InMemoryUsageStore implements UsageStore {
    private final List<UsageCount> counts = new ArrayList<>();

    @Override
    public synchronized void add(List<UsageCount> added) {
        for (var count : added) {
            counts.stream()
                    .filter(known -> key(known).equals(key(count)))
                    .findFirst()
                    .ifPresentOrElse(
                            known -> counts.set(counts.indexOf(known), known.plus(count)), () -> counts.add(count));
        }
    }

    private static List<Object> key(UsageCount count) {
        return List.of(count.swarm(), count.hour(), count.group(), count.name(), count.operation());
    }

    @Override
    public synchronized List<UsageSummary> query(String swarm, UsageQuery query) {
        return query.summarise(counts.stream()
                .filter(count -> count.swarm().equals(swarm) && query.selects(count))
                .toList());
    }

    @Override
    public synchronized int prune(Instant before, int maxRows) {
        int size = counts.size();
        counts.removeIf(count -> count.hour().isBefore(before));
        counts.sort(Comparator.comparing(UsageCount::hour).reversed());
        if (counts.size() > maxRows) {
            var edge = counts.get(maxRows).hour();
            counts.removeIf(count -> !count.hour().isAfter(edge));
        }
        return size - counts.size();
    }
}
