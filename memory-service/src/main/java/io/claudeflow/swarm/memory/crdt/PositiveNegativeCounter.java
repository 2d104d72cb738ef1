package io.claudeflow.swarm.memory.crdt;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.math.BigDecimal;

/** A PN-Counter: what was added and what was taken away, each as a grow-only counter; the value is the difference. */
public record PositiveNegativeCounter(GrowOnlyCounter added, GrowOnlyCounter removed)
        implements Crdt<PositiveNegativeCounter> {
    public static final PositiveNegativeCounter EMPTY =
            new PositiveNegativeCounter(GrowOnlyCounter.EMPTY, GrowOnlyCounter.EMPTY);

    /** The state after the replica counted up, or down for a negative amount. */
    public PositiveNegativeCounter add(String replica, long amount) {
        if (amount == Long.MIN_VALUE) {
            throw MemoryException.limit("amount", amount, "at least " + (Long.MIN_VALUE + 1));
        }
        return amount >= 0
                ? new PositiveNegativeCounter(added.increment(replica, amount), removed)
                : new PositiveNegativeCounter(added, removed.increment(replica, -amount));
    }

    @Override
    public PositiveNegativeCounter merge(PositiveNegativeCounter other) {
        return new PositiveNegativeCounter(added.merge(other.added), removed.merge(other.removed));
    }

    @Override
    public Document value() {
        return Document.of(new BigDecimal(added.total().subtract(removed.total())));
    }
}
