package io.claudeflow.swarm.memory.entry;

import java.util.List;
import java.util.Optional;

/**
 * The entries of all swarms of one store. Thread-safe. Every write is durable and visible to every later read when the
 * call returns. An expired entry is absent from every method. Failures are
 * {@link io.claudeflow.swarm.memory.failure.MemoryException}s, and a call that failed changed nothing.
 */
public interface EntryStore {
    /** Creates or replaces an entry. */
    OperationResult.Stored put(EntryOperation.Put operation);

    /** Reads an entry, its value included. */
    default Optional<Entry> get(EntryKey key, ReadMode mode) {
        return get(key, mode, Integer.MAX_VALUE);
    }

    /**
     * Reads an entry; a value that is not in memory and has more than {@code maxValueBytes} is left out, so that the
     * caller can make room for it before asking again.
     */
    Optional<Entry> get(EntryKey key, ReadMode mode, int maxValueBytes);

    /** Removes an entry. */
    OperationResult.Deleted delete(EntryOperation.Delete operation);

    /**
     * Applies several operations; the results are in their order. When an atomic batch fails, the failure is thrown and
     * its field begins with the place of the operation, such as {@code operations[3].value}.
     */
    List<OperationResult> batch(Batch batch);

    /** Lists entries, bounded by the query's limit. */
    EntryPage list(EntryQuery query);

    /** Removes every entry of a namespace under one revision. */
    Cleared clear(String swarm, String namespace);

    /** The namespaces of a swarm that have live entries, by name. */
    List<NamespaceSummary> namespaces(String swarm);

    /** Figures over the live entries of a swarm; they may be a few seconds old. */
    EntryStatistics statistics(String swarm);
}
