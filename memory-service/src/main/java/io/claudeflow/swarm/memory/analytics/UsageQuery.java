package io.claudeflow.swarm.memory.analytics;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A wish for usage. Usage is kept by the hour: the time frame covers every hour that begins within it.
 *
 * @param from the first moment included
 * @param to the first moment excluded, after {@code from}
 * @param interval the steps the answer is split into, or null for the time frame as a whole
 * @param limit groups for each step, the most used ones, 1 to 1,000
 */
public record UsageQuery(
        Instant from,
        Instant to,
        UsageGroup groupBy,
        @Nullable UsageInterval interval,
        int limit) {
    public static final int MAX_LIMIT = 1_000;

    public UsageQuery {
        if (!to.isAfter(from)) {
            throw MemoryException.invalid("to", to, "after from, " + from);
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw MemoryException.invalid("limit", limit, "1 to " + MAX_LIMIT);
        }
    }

    private record Place(@Nullable Instant start, String group) {}

    /** What the answer is made of: an operation is counted by its namespace and maybe once more by its agent. */
    public boolean selects(UsageCount count) {
        var counted = groupBy == UsageGroup.AGENT ? UsageGroup.AGENT : UsageGroup.NAMESPACE;
        return count.group() == counted
                && !count.hour().isBefore(from)
                && count.hour().isBefore(to);
    }

    /** The answer from selected counts: by step, then the most used first, then by name. */
    public List<UsageSummary> summarise(Iterable<UsageCount> selected) {
        Map<Place, UsageCount> sums = new HashMap<>();
        for (var count : selected) {
            var start = interval == null ? null : interval.startOf(count.hour());
            var group = groupBy == UsageGroup.OPERATION ? count.operation().label() : count.name();
            sums.merge(new Place(start, group), count, UsageCount::plus);
        }
        var all = new ArrayList<UsageSummary>();
        sums.forEach((place, sum) -> all.add(UsageSummary.of(place.start(), place.group(), sum)));
        all.sort(Comparator.comparing(UsageSummary::start, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(
                        Comparator.comparingLong(UsageSummary::operations).reversed())
                .thenComparing(UsageSummary::group));
        var perStep = new HashMap<@Nullable Instant, Integer>();
        return all.stream()
                .filter(summary -> perStep.merge(summary.start(), 1, Integer::sum) <= limit)
                .toList();
    }
}
