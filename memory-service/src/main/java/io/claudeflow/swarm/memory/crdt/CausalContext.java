package io.claudeflow.swarm.memory.crdt;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The operations somebody has seen: for each replica an unbroken beginning, and single ones beyond it that arrived
 * early (the dot cloud of Almeida, Shoker and Baquero, "Delta State Replicated Data Types", 2018). Kept in its smallest
 * form, so equal knowledge is an equal record. Immutable.
 *
 * @param vector for each replica the length of the unbroken beginning
 * @param cloud operations beyond it
 */
public record CausalContext(SortedMap<String, Long> vector, SortedSet<Dot> cloud) {
    public static final CausalContext EMPTY = new CausalContext(new TreeMap<>(), new TreeSet<>());

    public CausalContext {
        var compactVector = new TreeMap<>(vector);
        compactVector.values().removeIf(length -> length == 0);
        var early = new TreeSet<Dot>();
        for (var dot : new TreeSet<>(cloud)) {
            long seen = compactVector.getOrDefault(dot.replica(), 0L);
            if (dot.sequence() == seen + 1) {
                compactVector.put(dot.replica(), dot.sequence());
            } else if (dot.sequence() > seen) {
                early.add(dot);
            }
        }
        vector = Collections.unmodifiableSortedMap(compactVector);
        cloud = Collections.unmodifiableSortedSet(early);
        vector.keySet().forEach(Bounds::checkReplica);
        vector.values().forEach(Bounds::checkSequence);
        Bounds.checkSize("replicas", vector.size(), Bounds.MAX_REPLICAS);
        Bounds.checkSize("early operations", cloud.size(), Bounds.MAX_PENDING);
    }

    public boolean contains(Dot dot) {
        return dot.sequence() <= vector.getOrDefault(dot.replica(), 0L) || cloud.contains(dot);
    }

    /** The next free operation of a replica. */
    public Dot next(String replica) {
        long seen = vector.getOrDefault(replica, 0L);
        for (var dot : cloud) {
            if (dot.replica().equals(replica)) {
                seen = Math.max(seen, dot.sequence());
            }
        }
        return new Dot(replica, seen + 1);
    }

    public CausalContext with(Dot dot) {
        if (contains(dot)) {
            return this;
        }
        var dots = new TreeSet<>(cloud);
        dots.add(dot);
        return new CausalContext(vector, dots);
    }

    /** Knowledge of the operation and of every earlier one of its replica. */
    public CausalContext through(Dot dot) {
        if (dot.sequence() <= vector.getOrDefault(dot.replica(), 0L)) {
            return this;
        }
        var lengths = new TreeMap<>(vector);
        lengths.put(dot.replica(), dot.sequence());
        return new CausalContext(lengths, cloud);
    }

    public CausalContext merge(CausalContext other) {
        var lengths = new TreeMap<>(vector);
        for (Map.Entry<String, Long> seen : other.vector.entrySet()) {
            lengths.merge(seen.getKey(), seen.getValue(), Math::max);
        }
        var dots = new TreeSet<>(cloud);
        dots.addAll(other.cloud);
        return new CausalContext(lengths, dots);
    }
}
