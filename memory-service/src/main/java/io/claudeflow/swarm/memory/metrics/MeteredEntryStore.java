package io.claudeflow.swarm.memory.metrics;

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
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Measures every operation on entries by its outcome, in front of any store. Thread-safe. */
public final class MeteredEntryStore implements EntryStore {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String OK = "ok";

    private enum Operation {
        PUT,
        GET,
        DELETE,
        BATCH,
        LIST,
        CLEAR,
        NAMESPACES
    }

    private final EntryStore store;
    private final Histogram durations;
    private final Map<Operation, DistributionDataPoint> successes = new EnumMap<>(Operation.class);

    public MeteredEntryStore(EntryStore store, ServiceMetrics metrics) {
        this.store = store;
        this.durations = metrics.operationDuration();
        for (var operation : Operation.values()) {
            successes.put(operation, durations.labelValues(name(operation), OK));
        }
    }

    @Override
    public OperationResult.Stored put(EntryOperation.Put operation) {
        return measured(Operation.PUT, () -> store.put(operation));
    }

    /** Reads that count for nobody are not measured either. */
    @Override
    public Optional<Entry> get(EntryKey key, ReadMode mode, int maxValueBytes) {
        return mode == ReadMode.COUNTED
                ? measured(Operation.GET, () -> store.get(key, mode, maxValueBytes))
                : store.get(key, mode, maxValueBytes);
    }

    @Override
    public OperationResult.Deleted delete(EntryOperation.Delete operation) {
        return measured(Operation.DELETE, () -> store.delete(operation));
    }

    @Override
    public List<OperationResult> batch(Batch batch) {
        return measured(Operation.BATCH, () -> store.batch(batch));
    }

    @Override
    public EntryPage list(EntryQuery query) {
        return measured(Operation.LIST, () -> store.list(query));
    }

    @Override
    public Cleared clear(String swarm, String namespace) {
        return measured(Operation.CLEAR, () -> store.clear(swarm, namespace));
    }

    @Override
    public List<NamespaceSummary> namespaces(String swarm) {
        return measured(Operation.NAMESPACES, () -> store.namespaces(swarm));
    }

    @Override
    public EntryStatistics statistics(String swarm) {
        return store.statistics(swarm);
    }

    private <T> T measured(Operation operation, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            var result = work.get();
            var success = successes.get(operation);
            if (success != null) {
                success.observe(seconds(start));
            }
            return result;
        } catch (MemoryException e) {
            failed(operation, e.kind(), start);
            throw e;
        } catch (RuntimeException e) {
            failed(operation, FailureKind.INTERNAL, start);
            throw e;
        }
    }

    private void failed(Operation operation, FailureKind kind, long start) {
        durations.labelValues(name(operation), name(kind)).observe(seconds(start));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
