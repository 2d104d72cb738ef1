package io.claudeflow.swarm.memory.http;

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
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A store in front of another that fails as the swarm says: {@code fail-STORAGE_FULL} fails with that kind,
 * {@code fail-DEFECT} with what no store should throw, {@code fail-SLOW} waits until it is interrupted.
 */
final class FailingEntryStore implements EntryStore {
    private static final String PREFIX = "fail-";

    private final EntryStore store;
    final CountDownLatch slow = new CountDownLatch(1);

    FailingEntryStore(EntryStore store) {
        this.store = store;
    }

    @Override
    public OperationResult.Stored put(EntryOperation.Put operation) {
        failFor(operation.key().swarm());
        return store.put(operation);
    }

    @Override
    public Optional<Entry> get(EntryKey key, ReadMode mode, int maxValueBytes) {
        failFor(key.swarm());
        return store.get(key, mode);
    }

    @Override
    public OperationResult.Deleted delete(EntryOperation.Delete operation) {
        failFor(operation.key().swarm());
        return store.delete(operation);
    }

    @Override
    public List<OperationResult> batch(Batch batch) {
        failFor(batch.operations().getFirst().key().swarm());
        return store.batch(batch);
    }

    @Override
    public EntryPage list(EntryQuery query) {
        failFor(query.swarm());
        return store.list(query);
    }

    @Override
    public Cleared clear(String swarm, String namespace) {
        failFor(swarm);
        return store.clear(swarm, namespace);
    }

    @Override
    public List<NamespaceSummary> namespaces(String swarm) {
        failFor(swarm);
        return store.namespaces(swarm);
    }

    @Override
    public EntryStatistics statistics(String swarm) {
        failFor(swarm);
        return store.statistics(swarm);
    }

    private void failFor(String swarm) {
        if (!swarm.startsWith(PREFIX)) {
            return;
        }
        switch (swarm.substring(PREFIX.length())) {
            case "DEFECT" -> throw new IllegalStateException("secret detail");
            case "SLOW" -> waitForInterruption();
            case "BUSY" -> throw MemoryException.busy("the queue is full", Duration.ofMillis(1500));
            case String kind -> throw MemoryException.of(FailureKind.valueOf(kind), "as asked");
        }
    }

    private void waitForInterruption() {
        slow.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MemoryException.of(FailureKind.UNAVAILABLE, "interrupted", e);
        }
    }
}
