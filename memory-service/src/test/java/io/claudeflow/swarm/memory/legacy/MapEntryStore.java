package io.claudeflow.swarm.memory.legacy;

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
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store in memory: what a sink needs of one, with failures on demand. */
final class MapEntryStore implements EntryStore {
    final Map<EntryKey, Entry> entries = new LinkedHashMap<>();
    final Deque<MemoryException> failures = new ArrayDeque<>();
    final Deque<Runnable> beforeBatch = new ArrayDeque<>();

    private final Clock clock;
    private long revision;
    private int batches;

    MapEntryStore(Clock clock) {
        this.clock = clock;
    }

    int batches() {
        return batches;
    }

    @Override
    public OperationResult.Stored put(EntryOperation.Put put) {
        var old = live(put.key());
        boolean holds = switch (put.precondition()) {
            case Precondition.None _ -> true;
            case Precondition.Absent _ -> old == null;
            case Precondition.Present _ -> old != null;
            case Precondition.WrittenAt(var revisions) -> old != null && revisions.contains(old.revision());
            case Precondition.NotWrittenAt(var revisions) -> old == null || !revisions.contains(old.revision());
        };
        if (!holds) {
            throw MemoryException.of(FailureKind.PRECONDITION_FAILED, "changed");
        }
        var now = clock.instant();
        @Nullable
        Instant expires = switch (put.ttl()) {
            case Ttl.Until(var until) -> until;
            case Ttl.Seconds(var seconds) -> now.plusSeconds(seconds);
            case Ttl _ -> null;
        };
        var entry = new Entry(
                put.key(),
                put.value(),
                put.value().encoding(),
                put.tags(),
                put.metadata(),
                old == null ? 1 : old.version() + 1,
                new Revision(1, ++revision),
                old == null ? now : old.createdAt(),
                now,
                expires,
                null,
                0,
                put.value().size(),
                put.value().size());
        entries.put(put.key(), entry);
        return new OperationResult.Stored(
                entry.revision(), entry.version(), old == null, entry.createdAt(), now, expires, entry.storedBytes());
    }

    @Override
    public Optional<Entry> get(EntryKey key, ReadMode mode, int maxValueBytes) {
        return Optional.ofNullable(live(key));
    }

    private @Nullable Entry live(EntryKey key) {
        var entry = entries.get(key);
        return entry == null || entry.expiredAt(clock.instant()) ? null : entry;
    }

    @Override
    public List<OperationResult> batch(Batch batch) {
        batches++;
        if (!failures.isEmpty()) {
            throw failures.pop();
        }
        if (!beforeBatch.isEmpty()) {
            beforeBatch.pop().run();
        }
        List<OperationResult> results = new ArrayList<>();
        for (var operation : batch.operations()) {
            try {
                results.add(put((EntryOperation.Put) operation));
            } catch (MemoryException e) {
                results.add(new OperationResult.Failed(e));
            }
        }
        return results;
    }

    @Override
    public OperationResult.Deleted delete(EntryOperation.Delete operation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public EntryPage list(EntryQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Cleared clear(String swarm, String namespace) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<NamespaceSummary> namespaces(String swarm) {
        throw new UnsupportedOperationException();
    }

    @Override
    public EntryStatistics statistics(String swarm) {
        throw new UnsupportedOperationException();
    }
}
