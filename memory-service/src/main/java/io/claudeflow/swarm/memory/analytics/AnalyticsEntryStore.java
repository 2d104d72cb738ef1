package io.claudeflow.swarm.memory.analytics;

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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts every operation in front of any store and notes the slow ones. Thread-safe. */
public final class AnalyticsEntryStore implements EntryStore {
    private final EntryStore store;
    private final UsageRecorder usage;
    private final SlowOperations slow;
    private final Clock clock;
    private final FailureObserver failures;

    /** @param failures told of what goes wrong in the store, not of what callers do wrong */
    public AnalyticsEntryStore(
            EntryStore store, UsageRecorder usage, SlowOperations slow, Clock clock, FailureObserver failures) {
        this.failures = failures;
        this.store = store;
        this.usage = usage;
        this.slow = slow;
        this.clock = clock;
    }

    /** Hears of failures of the store itself. */
    @FunctionalInterface
    public interface FailureObserver {
        void failed(UsageOperation operation, MemoryException failure);
    }

    @Override
    public OperationResult.Stored put(EntryOperation.Put operation) {
        long start = System.nanoTime();
        boolean failed = true;
        try {
            var stored = store.put(operation);
            failed = false;
            return stored;
        } catch (MemoryException e) {
            throw told(UsageOperation.STORE, e);
        } finally {
            ended(
                    UsageOperation.STORE,
                    operation.key(),
                    start,
                    operation.value().size(),
                    failed);
        }
    }

    @Override
    public Optional<Entry> get(EntryKey key, ReadMode mode, int maxValueBytes) {
        if (mode == ReadMode.UNCOUNTED) {
            return store.get(key, mode, maxValueBytes);
        }
        long start = System.nanoTime();
        boolean failed = true;
        int bytes = 0;
        try {
            var entry = store.get(key, mode, maxValueBytes);
            failed = false;
            bytes = entry.isPresent() ? entry.get().valueBytes() : 0;
            return entry;
        } catch (MemoryException e) {
            throw told(UsageOperation.RETRIEVE, e);
        } finally {
            ended(UsageOperation.RETRIEVE, key, start, bytes, failed);
        }
    }

    @Override
    public OperationResult.Deleted delete(EntryOperation.Delete operation) {
        long start = System.nanoTime();
        boolean failed = true;
        try {
            var deleted = store.delete(operation);
            failed = false;
            return deleted;
        } catch (MemoryException e) {
            throw told(UsageOperation.DELETE, e);
        } finally {
            ended(UsageOperation.DELETE, operation.key(), start, 0, failed);
        }
    }

    /** Each part counts as an operation of its own with an equal share of the time. */
    @Override
    public List<OperationResult> batch(Batch batch) {
        long start = System.nanoTime();
        List<OperationResult> results = List.of();
        try {
            results = store.batch(batch);
            return results;
        } catch (MemoryException e) {
            throw told(kind(batch.operations().getFirst()), e);
        } finally {
            long nanos = System.nanoTime() - start;
            var operations = batch.operations();
            var agent = CallerAgent.current();
            for (int i = 0; i < operations.size(); i++) {
                boolean failed = results.isEmpty() || results.get(i) instanceof OperationResult.Failed;
                var key = operations.get(i).key();
                usage.record(
                        key.swarm(),
                        key.namespace(),
                        agent,
                        kind(operations.get(i)),
                        nanos / operations.size(),
                        bytes(operations.get(i), results.isEmpty() ? null : results.get(i)),
                        failed);
            }
            if (slow.isSlow(nanos) && !operations.isEmpty()) {
                var first = operations.getFirst();
                noteSlow(
                        kind(first),
                        first.key().swarm(),
                        first.key().namespace(),
                        "batch of " + operations.size(),
                        nanos,
                        results.isEmpty());
            }
        }
    }

    @Override
    public EntryPage list(EntryQuery query) {
        long start = System.nanoTime();
        boolean failed = true;
        try {
            var page = store.list(query);
            failed = false;
            return page;
        } catch (MemoryException e) {
            throw told(UsageOperation.SEARCH, e);
        } finally {
            var pattern = query.pattern();
            ended(
                    UsageOperation.SEARCH,
                    query.swarm(),
                    query.namespace(),
                    pattern == null ? null : pattern.pattern(),
                    start,
                    0,
                    failed);
        }
    }

    @Override
    public Cleared clear(String swarm, String namespace) {
        long start = System.nanoTime();
        boolean failed = true;
        try {
            var cleared = store.clear(swarm, namespace);
            failed = false;
            return cleared;
        } catch (MemoryException e) {
            throw told(UsageOperation.CLEAR, e);
        } finally {
            ended(UsageOperation.CLEAR, swarm, namespace, null, start, 0, failed);
        }
    }

    @Override
    public List<NamespaceSummary> namespaces(String swarm) {
        return store.namespaces(swarm);
    }

    @Override
    public EntryStatistics statistics(String swarm) {
        return store.statistics(swarm);
    }

    private void ended(UsageOperation operation, EntryKey key, long start, long bytes, boolean failed) {
        ended(operation, key.swarm(), key.namespace(), key.key(), start, bytes, failed);
    }

    private void ended(
            UsageOperation operation,
            String swarm,
            @Nullable String namespace,
            @Nullable String target,
            long start,
            long bytes,
            boolean failed) {
        long nanos = System.nanoTime() - start;
        usage.record(swarm, namespace, CallerAgent.current(), operation, nanos, bytes, failed);
        if (slow.isSlow(nanos)) {
            noteSlow(operation, swarm, namespace, target, nanos, failed);
        }
    }

    private void noteSlow(
            UsageOperation operation,
            String swarm,
            @Nullable String namespace,
            @Nullable String target,
            long nanos,
            boolean failed) {
        slow.add(new SlowOperation(
                clock.instant(),
                operation,
                swarm,
                namespace,
                target,
                CallerAgent.current(),
                Duration.ofNanos(nanos),
                failed));
    }

    private MemoryException told(UsageOperation operation, MemoryException failure) {
        switch (failure.kind()) {
            case CORRUPT, STORAGE_FULL, UNAVAILABLE, INTERNAL -> failures.failed(operation, failure);
            default -> {
                // the caller hears of it, nobody else has to
            }
        }
        return failure;
    }

    private static UsageOperation kind(EntryOperation operation) {
        return switch (operation) {
            case EntryOperation.Put _ -> UsageOperation.STORE;
            case EntryOperation.Get _ -> UsageOperation.RETRIEVE;
            case EntryOperation.Delete _ -> UsageOperation.DELETE;
        };
    }

    private static long bytes(EntryOperation operation, @Nullable OperationResult result) {
        if (operation instanceof EntryOperation.Put put) {
            return put.value().size();
        }
        return result instanceof OperationResult.Read(var entry)
                ? entry.map(Entry::valueBytes).orElse(0)
                : 0;
    }
}
