package io.claudeflow.swarm.memory.crdt;

import io.claudeflow.swarm.memory.document.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps every value that no later write has seen. A write replaces exactly the values its writer had seen (its context)
 * and those the same replica wrote before; only writes without knowledge of each other end up side by side. The newest
 * by stamp is the value, the others are the conflicts of seed 004.
 *
 * @param siblings the values in force by the operation that wrote them, at most {@link Bounds#MAX_SIBLINGS}
 * @param seen every operation this state knows of, replaced ones included
 */
public record MultiValueRegister(SortedMap<Dot, Sibling> siblings, CausalContext seen)
        implements Crdt<MultiValueRegister> {
    public static final MultiValueRegister EMPTY = new MultiValueRegister(new TreeMap<>(), CausalContext.EMPTY);

    private static final Comparator<Sibling> NEWEST_FIRST = Comparator.comparing(Sibling::stamp)
            .thenComparing(sibling -> sibling.value().canonical())
            .reversed();

    /** One of the values in force. */
    public record Sibling(Document value, Stamp stamp) {}

    public MultiValueRegister {
        siblings = Collections.unmodifiableSortedMap(new TreeMap<>(siblings));
        Bounds.checkSize("values", siblings.size(), Bounds.MAX_SIBLINGS);
        for (var dot : siblings.keySet()) {
            seen = seen.through(dot);
        }
    }

    /**
     * The state after a write. An operation that is known already, or older than one of the same replica that is,
     * changes nothing.
     *
     * @param context what the writer had read; {@link CausalContext#EMPTY} when it had read nothing
     */
    public MultiValueRegister write(Dot dot, Document value, Stamp stamp, CausalContext context) {
        if (seen.contains(dot)) {
            return this;
        }
        var kept = new TreeMap<Dot, Sibling>();
        var replaced = context.through(dot);
        for (var sibling : siblings.entrySet()) {
            if (!replaced.contains(sibling.getKey())) {
                kept.put(sibling.getKey(), sibling.getValue());
            }
        }
        kept.put(dot, new Sibling(value, stamp));
        return new MultiValueRegister(kept, seen.merge(replaced));
    }

    @Override
    public MultiValueRegister merge(MultiValueRegister other) {
        var merged = new TreeMap<Dot, Sibling>();
        keepUnreplaced(siblings, other, merged);
        keepUnreplaced(other.siblings, this, merged);
        return new MultiValueRegister(merged, seen.merge(other.seen));
    }

    /** Keeps what the other side has too or has never seen; what it has seen and lacks was replaced there. */
    private static void keepUnreplaced(
            SortedMap<Dot, Sibling> from, MultiValueRegister other, Map<Dot, Sibling> merged) {
        for (var sibling : from.entrySet()) {
            if (other.siblings.containsKey(sibling.getKey()) || !other.seen.contains(sibling.getKey())) {
                merged.put(sibling.getKey(), sibling.getValue());
            }
        }
    }

    /** The values in force, the newest first. */
    public List<Sibling> newestFirst() {
        var sorted = new ArrayList<>(siblings.values());
        sorted.sort(NEWEST_FIRST);
        return List.copyOf(sorted);
    }

    /** Whether values stand side by side. */
    public boolean isConflicted() {
        return siblings.size() > 1;
    }

    /** The newest value, or null when nothing was written. */
    @Override
    public Document value() {
        return siblings.isEmpty()
                ? Document.Null.VALUE
                : newestFirst().getFirst().value();
    }
}
