package io.claudeflow.swarm.memory.limit;

import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.Cleared;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryPage;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryStatistics;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.NamespaceSummary;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.List;
import java.util.Optional;

/**
 * Bounds the bytes that one call moves, in front of any store: a value above the limit is refused before it reaches the
 * writer, and a page with values ends early instead of filling the heap (its cursor goes on from there). Thread-safe.
 */
public final class BoundedEntryStore implements EntryStore {
    /** The most bytes of values in one page; a page always has room for one entry. */
    public static final int MAX_PAGE_BYTES = 4 << 20;

    private final EntryStore store;
    private final long maxValueBytes;

    /** @param maxValueBytes the largest value accepted */
    public BoundedEntryStore(EntryStore store, long maxValueBytes) {
        this.store = store;
        this.maxValueBytes = maxValueBytes;
    }

    @Override
    public OperationResult.Stored put(EntryOperation.Put operation) {
        return store.put(checked(operation));
    }

    @Override
    public Optional<Entry> get(EntryKey key, ReadMode mode, int maxValueBytes) {
        return store.get(key, mode, maxValueBytes);
    }

    @Override
    public OperationResult.Deleted delete(EntryOperation.Delete operation) {
        return store.delete(operation);
    }

    @Override
    public List<OperationResult> batch(Batch batch) {
        return AdmittedBatch.run(store, batch, this::checked);
    }

    /** A page with values is first listed without them: what it weighs is known before it is read. */
    @Override
    public EntryPage list(EntryQuery query) {
        if (!query.withValues()) {
            return store.list(query);
        }
        int fitting = fitting(store.list(query.withValues(false)).entries());
        return store.list(query.page(Math.min(query.limit(), fitting), query.cursor()));
    }

    @Override
    public Cleared clear(String swarm, String namespace) {
        return store.clear(swarm, namespace);
    }

    @Override
    public List<NamespaceSummary> namespaces(String swarm) {
        return store.namespaces(swarm);
    }

    @Override
    public EntryStatistics statistics(String swarm) {
        return store.statistics(swarm);
    }

    private int fitting(List<Entry> entries) {
        long bytes = 0;
        for (int i = 0; i < entries.size(); i++) {
            bytes += entries.get(i).valueBytes();
            if (bytes > MAX_PAGE_BYTES) {
                return Math.max(i, 1);
            }
        }
        return EntryQuery.MAX_LIMIT;
    }

    private EntryOperation.Put checked(EntryOperation.Put put) {
        if (put.value().size() > maxValueBytes) {
            throw MemoryException.limit(
                    "value", put.value().size() + " bytes", "at most " + maxValueBytes + " bytes (MAX_VALUE_BYTES)");
        }
        return put;
    }
}
