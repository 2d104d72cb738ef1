package io.claudeflow.swarm.memory.crdt;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A G-Counter: each replica owns a slot that only it raises; the value is the sum of the slots, and merging takes the
 * larger content of each slot.
 *
 * @param slots what each replica counted, 0 to 2^63-1
 */
public record GrowOnlyCounter(SortedMap<String, Long> slots) implements Crdt<GrowOnlyCounter> {
    public static final GrowOnlyCounter EMPTY = new GrowOnlyCounter(new TreeMap<>());

    public GrowOnlyCounter {
        var copy = new TreeMap<>(slots);
        copy.values().removeIf(count -> count == 0);
        slots = Collections.unmodifiableSortedMap(copy);
        Bounds.checkSize("replicas", slots.size(), Bounds.MAX_REPLICAS);
        slots.forEach((replica, count) -> {
            Bounds.checkReplica(replica);
            if (count < 0) {
                throw MemoryException.invalid("slots." + replica, count, "0 or more");
            }
        });
    }

    /** The state after the replica counted on; the amount is 0 or more. */
    public GrowOnlyCounter increment(String replica, long amount) {
        if (amount < 0) {
            throw MemoryException.invalid("amount", amount, "0 or more: this counter only grows");
        }
        long before = slots.getOrDefault(replica, 0L);
        if (before > Long.MAX_VALUE - amount) {
            throw MemoryException.limit("amount", amount, "a slot of at most " + Long.MAX_VALUE);
        }
        var raised = new TreeMap<>(slots);
        raised.put(replica, before + amount);
        return new GrowOnlyCounter(raised);
    }

    @Override
    public GrowOnlyCounter merge(GrowOnlyCounter other) {
        var merged = new TreeMap<>(slots);
        other.slots.forEach((replica, count) -> merged.merge(replica, count, Math::max));
        return new GrowOnlyCounter(merged);
    }

    /** The sum of the slots. */
    public BigInteger total() {
        return slots.values().stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    }

    @Override
    public Document value() {
        return Document.of(new BigDecimal(total()));
    }
}
