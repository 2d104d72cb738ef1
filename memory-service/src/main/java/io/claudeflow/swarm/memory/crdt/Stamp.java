package io.claudeflow.swarm.memory.crdt;

import java.util.Comparator;

/**
 * When and by whom a value was written. The order is total: by time, then by replica (UTF-16 code units), so that two
 * writes at the same microsecond are ordered the same way everywhere.
 *
 * @param micros microseconds since 1970-01-01T00:00Z
 * @param replica the writer, 1 to 255 bytes
 */
public record Stamp(long micros, String replica) implements Comparable<Stamp> {
    private static final Comparator<Stamp> ORDER =
            Comparator.comparingLong(Stamp::micros).thenComparing(Stamp::replica);

    public Stamp {
        Bounds.checkReplica(replica);
    }

    @Override
    public int compareTo(Stamp other) {
        return ORDER.compare(this, other);
    }
}
