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

    public Batch {
        operations = List.copyOf(operations);
        if (operations.isEmpty() || operations.size() > MAX_OPERATIONS) {
            throw MemoryException.limit(
                    "operations", operations.size() + " operations", "1 to " + MAX_OPERATIONS + " operations");
        }
    }
}
