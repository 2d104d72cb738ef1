package io.claudeflow.swarm.memory.crdt;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The counter of seed 004: every number that is merged in is added, whole or fractional, positive or negative. Adding
 * plain totals would count a re-delivered number twice; here each addition is an operation (a {@link Dot}), and a
 * state is the set of the operations it has seen, written compactly: for each replica the sum of its first {@code n}
 * operations, and the single amounts of those that arrived before an earlier one. Merging is the union of these sets.
 *
 * <p>A value that replaces the counter (a {@code store}, or text that cannot be added) is its
 * {@linkplain Origin origin}: the newer origin wins, and only additions that it had not seen count on top of it. If
 * the origin is no number, they count from zero, and without any the origin itself is the value. The order of merges
 * does not matter for any of this.
 *
 * @param origin the last replacement, or null when the counter began at zero
 * @param slots the additions by replica
 */
public record SumCounter(@Nullable Origin origin, SortedMap<String, Slot> slots) implements Crdt<SumCounter> {
    public static final SumCounter EMPTY = new SumCounter(null, new TreeMap<>());

    /**
     * A value that replaced the counter.
     *
     * @param seenSum the sum of the additions it replaced
     * @param seenCount their number
     */
    public record Origin(LwwRegister register, BigDecimal seenSum, long seenCount) {
        public Origin {
            seenSum = Bounds.normal(seenSum);
        }

        private static Origin newer(Origin left, Origin right) {
            int order = left.register.stamp().compareTo(right.register.stamp());
            if (order == 0) {
                order = left.register
                        .value()
                        .canonical()
                        .compareTo(right.register.value().canonical());
            }
            if (order == 0) {
                order = Long.compare(left.seenCount, right.seenCount);
            }
            if (order == 0) {
                order = left.seenSum.compareTo(right.seenSum);
            }
            return order >= 0 ? left : right;
        }
    }

    /**
     * The additions of one replica.
     *
     * @param count the length of the unbroken beginning
     * @param sum what it adds up to
     * @param pending amounts beyond it by sequence, at most {@link Bounds#MAX_PENDING}
     */
    public record Slot(long count, BigDecimal sum, SortedMap<Long, BigDecimal> pending) {
        static final Slot EMPTY = new Slot(0, BigDecimal.ZERO, new TreeMap<>());

        public Slot {
            var early = new TreeMap<>(pending);
            early.replaceAll((_, amount) -> Bounds.normal(amount));
            early.headMap(count + 1).clear();
            while (!early.isEmpty() && early.firstKey() == count + 1) {
                sum = sum.add(early.pollFirstEntry().getValue());
                count++;
            }
            sum = Bounds.normal(sum);
            pending = Collections.unmodifiableSortedMap(early);
            Bounds.checkSize("pending operations", pending.size(), Bounds.MAX_PENDING);
        }

        boolean contains(long sequence) {
            return sequence <= count || pending.containsKey(sequence);
        }

        /** Of two contents for one operation, which a correct replica never makes, the greater stays. */
        Slot merge(Slot other) {
            var ahead = count != other.count
                    ? (count > other.count ? this : other)
                    : (sum.compareTo(other.sum) >= 0 ? this : other);
            var early = new TreeMap<>(pending);
            other.pending.forEach((sequence, amount) -> early.merge(sequence, amount, BigDecimal::max));
            return new Slot(ahead.count, ahead.sum, early);
        }

        BigDecimal total() {
            return pending.values().stream().reduce(sum, BigDecimal::add);
        }

        long operations() {
            return count + pending.size();
        }
    }

    public SumCounter {
        slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
        Bounds.checkSize("replicas", slots.size(), Bounds.MAX_REPLICAS);
        slots.keySet().forEach(Bounds::checkReplica);
    }

    /** A counter that begins as a value which was there before. */
    public static SumCounter startingAt(LwwRegister value) {
        return EMPTY.replace(value);
    }

    /** The state after an addition; a known operation changes nothing, whatever its amount. */
    public SumCounter add(Dot dot, BigDecimal amount) {
        if (!Bounds.isCountable(amount)) {
            throw MemoryException.limit(
                    "amount", amount, "at most " + Bounds.MAX_DIGITS + " digits before and after the point");
        }
        var slot = slots.getOrDefault(dot.replica(), Slot.EMPTY);
        if (slot.contains(dot.sequence())) {
            return this;
        }
        var early = new TreeMap<>(slot.pending());
        early.put(dot.sequence(), amount);
        var after = new TreeMap<>(slots);
        after.put(dot.replica(), new Slot(slot.count(), slot.sum(), early));
        return new SumCounter(origin, after);
    }

    /** The state after a replacement; an older one than the present origin changes nothing. */
    public SumCounter replace(LwwRegister value) {
        var replacement = new Origin(value, sum(), operations());
        return new SumCounter(origin == null ? replacement : Origin.newer(origin, replacement), slots);
    }

    /** The next free operation of a replica, for a caller that has no numbers of its own. */
    public Dot next(String replica) {
        var slot = slots.getOrDefault(replica, Slot.EMPTY);
        long last = slot.pending().isEmpty() ? slot.count() : slot.pending().lastKey();
        return new Dot(replica, last + 1);
    }

    public boolean contains(Dot dot) {
        return slots.getOrDefault(dot.replica(), Slot.EMPTY).contains(dot.sequence());
    }

    @Override
    public SumCounter merge(SumCounter other) {
        var merged = new TreeMap<>(slots);
        other.slots.forEach((replica, slot) -> merged.merge(replica, slot, Slot::merge));
        var newest = origin == null || other.origin == null
                ? (origin == null ? other.origin : origin)
                : Origin.newer(origin, other.origin);
        return new SumCounter(newest, merged);
    }

    @Override
    public Document value() {
        if (origin == null) {
            return shown(sum());
        }
        var base = origin.register().value();
        var added = sum().subtract(origin.seenSum());
        if (base instanceof Document.Num number && Bounds.isCountable(number.value())) {
            return shown(number.value().add(added));
        }
        return operations() == origin.seenCount() ? base : shown(added);
    }

    private static Document shown(BigDecimal number) {
        var normal = Bounds.normal(number);
        return Document.of(normal.scale() < 0 ? normal.setScale(0) : normal);
    }

    private BigDecimal sum() {
        return slots.values().stream().map(Slot::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private long operations() {
        return slots.values().stream().mapToLong(Slot::operations).sum();
    }
}
