package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.List;

/**
 * Operations sent together.
 *
 * @param operations 1 to 1,000, applied in order
 * @param atomic all or nothing under one revision; otherwise each operation takes its own revision and fails alone
 */
public record Batch(List<EntryOperation> operations, boolean atomic) {
    public static final int MAX_OPERATIONS = 1_000;

    /** The most bytes of values that the reads of one batch answer; a read beyond it fails and is to be sent alone. */
    public static final int MAX_READ_BYTES = 4 << 20;

    public Batch {
        operations = List.copyOf(operations);
        if (operations.isEmpty() || operations.size() > MAX_OPERATIONS) {
            throw MemoryException.limit(
                    "operations", operations.size() + " operations", "1 to " + MAX_OPERATIONS + " operations");
        }
    }

    /** Whether it reads anything. */
    public boolean reads() {
        return operations.stream().anyMatch(EntryOperation.Get.class::isInstance);
    }

    /**
     * Adds what one more read of the batch answers.
     *
     * @return the sum, at most {@link #MAX_READ_BYTES}; beyond it the read fails
     */
    public static long readSoFar(long bytes, Entry entry) {
        long sum = bytes + entry.valueBytes();
        if (sum > MAX_READ_BYTES) {
            throw MemoryException.limit(
                    "value",
                    sum + " bytes read by one batch",
                    "at most " + MAX_READ_BYTES + " bytes; read the entry by itself");
        }
        return sum;
    }
}
