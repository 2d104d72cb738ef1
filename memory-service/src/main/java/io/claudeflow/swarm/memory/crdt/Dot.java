package io.claudeflow.swarm.memory.crdt;

import java.util.Comparator;

/**
 * The identity of one operation: the replica that made it and the replica's own count. A replica never uses a number
 * twice; that is what makes a re-delivery recognisable.
 *
 * @param sequence 1, 2, 3 … for each replica
 */
public record Dot(String replica, long sequence) implements Comparable<Dot> {
    private static final Comparator<Dot> ORDER =
            Comparator.comparing(Dot::replica).thenComparingLong(Dot::sequence);

    public Dot {
        Bounds.checkReplica(replica);
        Bounds.checkSequence(sequence);
    }

    @Override
    public int compareTo(Dot other) {
        return ORDER.compare(this, other);
    }
}
