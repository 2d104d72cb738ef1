package io.claudeflow.swarm.memory.metric;

import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A wish for aggregates.
 *
 * @param from the first moment included
 * @param to the first moment excluded, after {@code from}
 * @param tags what samples have to carry
 * @param groupBy a tag that splits the samples, or null for one group of all
 */
public record MetricQuery(
        String name,
        Instant from,
        Instant to,
        SortedMap<String, String> tags,
        @Nullable String groupBy) {
    public MetricQuery {
        Names.check("name", name, Sample.MAX_NAME_BYTES);
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        if (!to.isAfter(from)) {
            throw MemoryException.invalid("to", to, "after from, " + from);
        }
        if (groupBy != null) {
            Names.check("groupBy", groupBy, Sample.MAX_TAG_NAME_BYTES);
        }
    }

    public static MetricQuery of(String name, Instant from, Instant to) {
        return new MetricQuery(name, from, to, new TreeMap<>(), null);
    }

    public MetricQuery tagged(String tag, String value) {
        var more = new TreeMap<>(tags);
        more.put(tag, value);
        return new MetricQuery(name, from, to, more, groupBy);
    }

    public MetricQuery groupedBy(String tag) {
        return new MetricQuery(name, from, to, tags, tag);
    }

    public boolean selects(Sample sample) {
        return sample.name().equals(name)
                && !sample.timestamp().isBefore(from)
                && sample.timestamp().isBefore(to)
                && tags.entrySet().stream()
                        .allMatch(tag -> Objects.equals(sample.tags().get(tag.getKey()), tag.getValue()));
    }
}
