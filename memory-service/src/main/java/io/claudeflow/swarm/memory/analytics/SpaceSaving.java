package io.claudeflow.swarm.memory.analytics;

import io.claudeflow.swarm.memory.entry.EntryKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The most frequent keys of a stream in bounded memory (Metwally, Agrawal, El Abbadi: Efficient Computation of Frequent
 * and Top-k Elements in Data Streams, 2005). With {@code m} counters and {@code n} counted reads, a key's count is at
 * most {@code n / m} too high and never too low, and every key read more than {@code n / m} times is there. Not
 * thread-safe.
 */
final class SpaceSaving {
    private final int capacity;
    private final Map<EntryKey, Counter> counters;
    /** A binary heap with the smallest count first. */
    private final List<Counter> heap;

    SpaceSaving(int capacity) {
        this.capacity = capacity;
        this.counters = new HashMap<>();
        this.heap = new ArrayList<>();
    }

    private static final class Counter {
        private final EntryKey key;
        private final long error;
        private long count;
        private int place;

        Counter(EntryKey key, long count, long error, int place) {
            this.key = key;
            this.count = count;
            this.error = error;
            this.place = place;
        }
    }

    void add(EntryKey key, long count) {
        var known = counters.get(key);
        if (known != null) {
            known.count += count;
            sink(known);
        } else if (heap.size() < capacity) {
            var added = new Counter(key, count, 0, heap.size());
            heap.add(added);
            counters.put(key, added);
            rise(added);
        } else {
            var smallest = heap.getFirst();
            counters.remove(smallest.key);
            var added = new Counter(key, smallest.count + count, smallest.count, 0);
            heap.set(0, added);
            counters.put(key, added);
            sink(added);
        }
    }

    Iterable<EntryKey> keys() {
        return counters.keySet();
    }

    /** The key was read at least this often. */
    long atLeast(EntryKey key) {
        var known = counters.get(key);
        return known == null ? 0 : known.count - known.error;
    }

    /** The key was read at most this often, whether it is known or not. */
    long atMost(EntryKey key) {
        var known = counters.get(key);
        if (known != null) {
            return known.count;
        }
        return heap.size() < capacity ? 0 : heap.getFirst().count;
    }

    private void rise(Counter counter) {
        while (counter.place > 0) {
            var parent = heap.get((counter.place - 1) / 2);
            if (parent.count <= counter.count) {
                return;
            }
            swap(parent, counter);
        }
    }

    private void sink(Counter counter) {
        while (true) {
            var left = at(2 * counter.place + 1);
            var right = at(2 * counter.place + 2);
            var smaller = right != null && left != null && right.count < left.count ? right : left;
            if (smaller == null || counter.count <= smaller.count) {
                return;
            }
            swap(counter, smaller);
        }
    }

    private @Nullable Counter at(int place) {
        return place < heap.size() ? heap.get(place) : null;
    }

    private void swap(Counter upper, Counter lower) {
        int place = upper.place;
        heap.set(lower.place, upper);
        heap.set(place, lower);
        upper.place = lower.place;
        lower.place = place;
    }
}
