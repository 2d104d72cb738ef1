package io.claudeflow.swarm.memory.cache;

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
import java.util.List;
import java.util.Optional;

/** Hands every call on; a test overrides what it watches. */
public abstract class ForwardingEntryStore implements EntryStore {
    private final EntryStore store;

    protected ForwardingEntryStore(EntryStore store) {
        this.store = store;
    }

    @Override
    public OperationResult.Stored put(EntryOperation.Put operation) {
        return store.put(operation);
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
        return store.batch(batch);
    }

    @Override
    public EntryPage list(EntryQuery query) {
        return store.list(query);
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
}
