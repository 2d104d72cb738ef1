package io.claudeflow.swarm.memory.metric;

import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A measurement.
 *
 * @param name 1 to 255 bytes
 * @param value finite: not NaN, not infinite
 * @param tags at most {@value #MAX_TAGS}; names 1 to 64, values 1 to 255 bytes
 */
public record Sample(String name, double value, SortedMap<String, String> tags, Instant timestamp) {
    public static final int MAX_NAME_BYTES = 255;
    public static final int MAX_TAGS = 32;
    public static final int MAX_TAG_NAME_BYTES = 64;

    public Sample {
        Names.check("name", name, MAX_NAME_BYTES);
        if (!Double.isFinite(value)) {
            throw MemoryException.invalid("value", value, "a finite number");
        }
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        if (tags.size() > MAX_TAGS) {
            throw MemoryException.limit("tags", tags.size() + " tags", "at most " + MAX_TAGS + " tags");
        }
        tags.forEach((tag, text) -> {
            Names.check("tags", tag, MAX_TAG_NAME_BYTES);
            Names.check("tags." + tag, text, MAX_NAME_BYTES);
        });
    }

    public static Sample of(String name, double value, Instant timestamp, Map<String, String> tags) {
        return new Sample(name, value, new TreeMap<>(tags), timestamp);
    }
}
