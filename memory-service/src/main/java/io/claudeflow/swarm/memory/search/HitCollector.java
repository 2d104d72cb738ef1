package io.claudeflow.swarm.memory.search;

import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryValue.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers hits, best first, until the budget is used up. A value that does not fit is left out and its hit kept; the
 * first hit that does not fit without its value ends the answer. What counts: namespace, key, tags, metadata, snippet
 * and value (bytes as base64), and {@value #HIT_BYTES} bytes for the figures of each hit. One thread.
 */
public final class HitCollector {
    static final int HIT_BYTES = 200;

    private final Budget budget;
    private final List<Hit> hits = new ArrayList<>();
    private long bytes;
    private boolean truncated;

    public HitCollector(Budget budget) {
        this.budget = budget;
    }

    /** What is left of the budget. */
    public long room() {
        return budget.maxBytes() - bytes;
    }

    /**
     * Adds a hit; false when it did not fit and the answer is complete.
     *
     * @param entry with its value when that is asked for and could be loaded
     */
    public boolean add(
            Entry entry, double score, @Nullable String snippet, boolean withValue, Explanation explanation) {
        long frame = frameBytes(entry) + (snippet == null ? 0 : utf8(snippet));
        if (bytes + frame > budget.maxBytes()) {
            truncated = true;
            return false;
        }
        boolean fits = withValue && entry.value() != null && bytes + frame + valueBytes(entry) <= budget.maxBytes();
        bytes += fits ? frame + valueBytes(entry) : frame;
        truncated |= withValue && !fits;
        hits.add(new Hit(fits ? entry : withoutValue(entry), score, snippet, withValue && !fits, explanation));
        return true;
    }

    public List<Hit> hits() {
        return hits;
    }

    public long bytes() {
        return bytes;
    }

    public boolean truncated() {
        return truncated;
    }

    private static long frameBytes(Entry entry) {
        long tags = entry.tags().names().stream().mapToLong(HitCollector::utf8).sum();
        return HIT_BYTES + utf8(entry.key().namespace()) + utf8(entry.key().key()) + utf8(entry.metadata()) + tags;
    }

    private static long valueBytes(Entry entry) {
        return entry.encoding() == Encoding.BYTES ? (entry.valueBytes() + 2L) / 3 * 4 : entry.valueBytes();
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Entry withoutValue(Entry entry) {
        return new Entry(
                entry.key(),
                null,
                entry.encoding(),
                entry.tags(),
                entry.metadata(),
                entry.version(),
                entry.revision(),
                entry.createdAt(),
                entry.updatedAt(),
                entry.expiresAt(),
                entry.accessedAt(),
                entry.accessCount(),
                entry.valueBytes(),
                entry.storedBytes());
    }
}
