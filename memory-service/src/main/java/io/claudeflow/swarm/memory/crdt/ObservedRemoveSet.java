package io.claudeflow.swarm.memory.crdt;

import io.claudeflow.swarm.memory.document.Document;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An OR-Set without tombstones (Bieniusa et al., "An optimized conflict-free replicated set", 2012): each addition has
 * an operation of its own, a removal takes away exactly the additions it has seen, so an addition made elsewhere at the
 * same time survives. Elements are JSON values, equal by data model.
 *
 * @param additions the additions in force and what they added
 * @param seen every addition this state knows of, removed ones included
 */
public record ObservedRemoveSet(SortedMap<Dot, Document> additions, CausalContext seen)
        implements Crdt<ObservedRemoveSet> {
    public static final ObservedRemoveSet EMPTY = new ObservedRemoveSet(new TreeMap<>(), CausalContext.EMPTY);

    public ObservedRemoveSet {
        additions = Collections.unmodifiableSortedMap(new TreeMap<>(additions));
        Bounds.checkSize("elements", additions.size(), Bounds.MAX_ELEMENTS);
        for (var dot : additions.keySet()) {
            seen = seen.with(dot);
        }
    }

    /** The state after an addition; earlier additions of the element give way to it, a known one changes nothing. */
    public ObservedRemoveSet add(Dot dot, Document element) {
        if (seen.contains(dot)) {
            return this;
        }
        var after = new TreeMap<>(additions);
        after.values().removeIf(element::equals);
        after.put(dot, element);
        return new ObservedRemoveSet(after, seen.with(dot));
    }

    /**
     * The state after an addition whose writer had not read this state but {@code known}: only earlier additions in
     * there, and those of the same replica, give way. Additions that were delivered to several stores have to be made
     * this way, or each store would take them for successors of the others.
     */
    public ObservedRemoveSet add(Dot dot, Document element, CausalContext known) {
        if (seen.contains(dot)) {
            return this;
        }
        var after = new TreeMap<>(additions);
        after.entrySet()
                .removeIf(earlier -> earlier.getValue().equals(element)
                        && (known.contains(earlier.getKey()) || precedes(earlier.getKey(), dot)));
        boolean late = after.entrySet().stream()
                .anyMatch(other -> other.getValue().equals(element) && precedes(dot, other.getKey()));
        if (!late) {
            after.put(dot, element);
        }
        return new ObservedRemoveSet(after, seen.with(dot));
    }

    private static boolean precedes(Dot dot, Dot other) {
        return dot.replica().equals(other.replica()) && dot.sequence() < other.sequence();
    }

    /** The state after the removal of every addition of the element that this state has seen. */
    public ObservedRemoveSet remove(Document element) {
        return remove(element, seen);
    }

    /** The state after the removal of those additions of the element that the remover had read. */
    public ObservedRemoveSet remove(Document element, CausalContext read) {
        var after = new TreeMap<>(additions);
        after.entrySet().removeIf(addition -> addition.getValue().equals(element) && read.contains(addition.getKey()));
        return new ObservedRemoveSet(after, seen);
    }

    public boolean contains(Document element) {
        return additions.containsValue(element);
    }

    @Override
    public ObservedRemoveSet merge(ObservedRemoveSet other) {
        var merged = new TreeMap<Dot, Document>();
        keepUnremoved(additions, other, merged);
        keepUnremoved(other.additions, this, merged);
        return new ObservedRemoveSet(merged, seen.merge(other.seen));
    }

    private static void keepUnremoved(
            SortedMap<Dot, Document> from, ObservedRemoveSet other, Map<Dot, Document> merged) {
        for (var addition : from.entrySet()) {
            if (other.additions.containsKey(addition.getKey()) || !other.seen.contains(addition.getKey())) {
                merged.put(addition.getKey(), addition.getValue());
            }
        }
    }

    /** The elements once each, ordered by their canonical text. */
    public List<Document> elements() {
        var sorted = new TreeMap<String, Document>();
        additions.values().forEach(element -> sorted.putIfAbsent(element.canonical(), element));
        return List.copyOf(sorted.values());
    }

    @Override
    public Document value() {
        return Document.of(elements());
    }
}
