package io.claudeflow.swarm.memory.crdt;

import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.math.BigDecimal;

/** How large a replicated value may grow; tombstones count, because forgetting one would let the element return. */
public final class Bounds {
    /** Writers that one value remembers. */
    public static final int MAX_REPLICAS = 1_000;

    /** Values of a multi-value register side by side. */
    public static final int MAX_SIBLINGS = 100;

    /** Elements of a set, removed ones that have to be remembered included. */
    public static final int MAX_ELEMENTS = 10_000;

    /** Operations that arrived before an earlier one of the same replica. */
    public static final int MAX_PENDING = 1_000;

    /** Bytes of a replica's name in UTF-8. */
    public static final int MAX_REPLICA_BYTES = 255;

    /** Digits of a sum, before and after the point together. */
    public static final int MAX_DIGITS = 64;

    private Bounds() {}

    static String checkReplica(String replica) {
        return Names.check("replica", replica, MAX_REPLICA_BYTES);
    }

    static long checkSequence(long sequence) {
        if (sequence < 1) {
            throw MemoryException.invalid("sequence", sequence, "1 or more");
        }
        return sequence;
    }

    static void checkSize(String field, int size, int max) {
        if (size > max) {
            throw MemoryException.limit(field, size, "at most " + max);
        }
    }

    /** The one way to write a number, so that equal sums are equal records. */
    static BigDecimal normal(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    /** Whether adding the number keeps every digit within reach; {@code 1e900} does not. */
    static boolean isCountable(BigDecimal number) {
        return Math.abs(number.scale()) <= MAX_DIGITS && number.precision() - number.scale() <= MAX_DIGITS;
    }
}
