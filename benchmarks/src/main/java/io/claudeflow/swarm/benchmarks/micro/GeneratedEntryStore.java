package io.claudeflow.swarm.benchmarks.micro;

import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.Cleared;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryPage;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryStatistics;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.NamespaceSummary;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Has an entry of 1 KB under every key and can do nothing but read: what stands behind the cache that is measured. */
final class GeneratedEntryStore implements EntryStore {
    private static final int VALUE_BYTES = 1024;

    @Override
    public Optional<Entry> get(EntryKey key, ReadMode mode, int maxValueBytes) {
        EntryValue value = EntryValue.bytes(new byte[VALUE_BYTES]);
        return Optional.of(new Entry(
                key,
                value,
                value.encoding(),
                Tags.NONE,
                "{}",
                1,
                new Revision(1, 1),
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                0,
                VALUE_BYTES,
                VALUE_BYTES));
    }

    @Override
    public OperationResult.Stored put(EntryOperation.Put operation) {
        throw readOnly();
    }

    @Override
    public OperationResult.Deleted delete(EntryOperation.Delete operation) {
        throw readOnly();
    }

    @Override
    public List<OperationResult> batch(Batch batch) {
        throw readOnly();
    }

    @Override
    public EntryPage list(EntryQuery query) {
        throw readOnly();
    }

    @Override
    public Cleared clear(String swarm, String namespace) {
        throw readOnly();
    }

    @Override
    public List<NamespaceSummary> namespaces(String swarm) {
        throw readOnly();
    }

    @Override
    public EntryStatistics statistics(String swarm) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("this store only answers reads of one entry");
    }
}
