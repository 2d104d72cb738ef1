package io.claudeflow.swarm.memory.crdt;

import io.claudeflow.swarm.memory.document.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An LWW-Element-Set: for each element the newest addition and the newest removal; it is in the set when the addition
 * is at least as new, so of an addition and a removal with the same stamp the addition wins. A removed element stays
 * recorded: without its stamp an old addition that arrives late would bring it back.
 *
 * @param elements by canonical text, at most {@link Bounds#MAX_ELEMENTS}, removed ones included
 */
public record LwwElementSet(SortedMap<String, Marks> elements) implements Crdt<LwwElementSet> {
    public static final LwwElementSet EMPTY = new LwwElementSet(new TreeMap<>());

    /** What is known of one element. */
    public record Marks(
            Document element,
            @Nullable Stamp added,
            @Nullable Stamp removed) {
        boolean present() {
            return added != null && (removed == null || added.compareTo(removed) >= 0);
        }

        /** Of two ways to write the same element the one with the greater text, so that merging keeps no preference. */
        Marks merge(Marks other) {
            var written = element.toJson().compareTo(other.element.toJson()) >= 0 ? element : other.element;
            return new Marks(written, newer(added, other.added), newer(removed, other.removed));
        }

        private static @Nullable Stamp newer(@Nullable Stamp left, @Nullable Stamp right) {
            if (left == null || right == null) {
                return left == null ? right : left;
            }
            return left.compareTo(right) >= 0 ? left : right;
        }
    }

    public LwwElementSet {
        elements = Collections.unmodifiableSortedMap(new TreeMap<>(elements));
        Bounds.checkSize("elements", elements.size(), Bounds.MAX_ELEMENTS);
    }

    public LwwElementSet add(Document element, Stamp stamp) {
        return with(new Marks(element, stamp, null));
    }

    public LwwElementSet remove(Document element, Stamp stamp) {
        return with(new Marks(element, null, stamp));
    }

    private LwwElementSet with(Marks marks) {
        var after = new TreeMap<>(elements);
        after.merge(marks.element().canonical(), marks, Marks::merge);
        return new LwwElementSet(after);
    }

    @Override
    public LwwElementSet merge(LwwElementSet other) {
        var merged = new TreeMap<>(elements);
        other.elements.forEach((text, marks) -> merged.merge(text, marks, Marks::merge));
        return new LwwElementSet(merged);
    }

    public boolean contains(Document element) {
        var marks = elements.get(element.canonical());
        return marks != null && marks.present();
    }

    /** The elements in the set, ordered by their canonical text. */
    public List<Document> present() {
        var present = new ArrayList<Document>();
        for (var marks : elements.values()) {
            if (marks.present()) {
                present.add(marks.element());
            }
        }
        return List.copyOf(present);
    }

    @Override
    public Document value() {
        return Document.of(present());
    }
}
