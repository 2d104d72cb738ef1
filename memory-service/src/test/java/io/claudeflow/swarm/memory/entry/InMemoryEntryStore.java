package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The semantics of an entry store as plainly as they can be written: the model that others are compared with, and a
 * store for tests of what lies above. Values are not compressed. Thread-safe by one lock.
 */
public final class InMemoryEntryStore implements EntryStore {
    private static final int MAX_VALUE_BYTES = 16 << 20;

    private final Clock clock;
    private Map<EntryKey, Entry> entries = new HashMap<>();
    private long revision;

    public InMemoryEntryStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized OperationResult.Stored put(EntryOperation.Put operation) {
        return put(operation, revision + 1);
    }

    private OperationResult.Stored put(EntryOperation.Put put, long number) {
        var now = now();
        if (put.value().size() > MAX_VALUE_BYTES) {
            throw MemoryException.limit(
                    "value", put.value().size() + " bytes", "at most " + MAX_VALUE_BYTES + " bytes");
        }
        var live = live(put.key());
        check(put.precondition(), put.key(), live);
        revision = number;
        var history = put.history();
        long version = live == null ? 1 : live.version() + 1;
        var entry = new Entry(
                put.key(),
                put.value(),
                put.value().encoding(),
                put.tags(),
                put.metadata(),
                history == null ? version : Math.max(version, history.version()),
                new Revision(1, number),
                history != null ? history.createdAt() : live == null ? now : live.createdAt(),
                history != null ? history.updatedAt() : now,
                expiry(put.ttl(), now),
                live == null ? null : live.accessedAt(),
                live == null ? 0 : live.accessCount(),
                put.value().size(),
                put.value().size());
        entries.put(put.key(), entry);
        return new OperationResult.Stored(
                entry.revision(),
                entry.version(),
                live == null,
                entry.createdAt(),
                entry.updatedAt(),
                entry.expiresAt(),
                entry.storedBytes());
    }

    @Override
    public synchronized Optional<Entry> get(EntryKey key, ReadMode mode, int maxValueBytes) {
        var live = live(key);
        if (live != null && mode == ReadMode.COUNTED) {
            entries.put(key, read(live));
        }
        return Optional.ofNullable(live);
    }

    @Override
    public synchronized OperationResult.Deleted delete(EntryOperation.Delete operation) {
        return delete(operation, revision + 1);
    }

    private OperationResult.Deleted delete(EntryOperation.Delete delete, long number) {
        var live = live(delete.key());
        check(delete.precondition(), delete.key(), live);
        if (live == null) {
            return new OperationResult.Deleted(false, new Revision(1, revision));
        }
        revision = number;
        entries.remove(delete.key());
        return new OperationResult.Deleted(true, new Revision(1, number));
    }

    @Override
    public synchronized List<OperationResult> batch(Batch batch) {
        var before = new HashMap<>(entries);
        long revisionBefore = revision;
        var results = new ArrayList<OperationResult>();
        long read = 0;
        for (int i = 0; i < batch.operations().size(); i++) {
            try {
                long number = batch.atomic() ? revisionBefore + 1 : revision + 1;
                var result = switch (batch.operations().get(i)) {
                    case EntryOperation.Put put -> put(put, number);
                    case EntryOperation.Delete delete -> delete(delete, number);
                    case EntryOperation.Get(var key) -> new OperationResult.Read(get(key, ReadMode.COUNTED));
                };
                if (result instanceof OperationResult.Read(var entry) && entry.isPresent()) {
                    read = Batch.readSoFar(read, entry.get());
                }
                results.add(result);
            } catch (MemoryException e) {
                if (batch.atomic()) {
                    entries = before;
                    revision = revisionBefore;
                    throw e.within("operations[" + i + "]");
                }
                results.add(new OperationResult.Failed(e));
            }
        }
        return results;
    }

    @Override
    public synchronized EntryPage list(EntryQuery query) {
        var order = EntryOrder.of(query);
        var after = EntryCursor.decode(query);
        var found = live(query.swarm())
                .filter(entry -> query.namespace() == null
                        || query.namespace().equals(entry.key().namespace()))
                .filter(entry -> query.pattern() == null
                        || query.pattern().matches(entry.key().key()))
                .filter(entry -> tagged(query, entry.tags()))
                .filter(entry -> after == null || order.compare(EntryOrder.place(query.sort(), entry), after) > 0)
                .sorted((a, b) -> order.compare(EntryOrder.place(query.sort(), a), EntryOrder.place(query.sort(), b)))
                .toList();
        var page = found.subList(0, Math.min(query.limit(), found.size()));
        boolean more = page.size() < found.size();
        return new EntryPage(
                page.stream()
                        .map(entry -> query.withValues() ? entry : withoutValue(entry))
                        .toList(),
                more ? EntryCursor.encode(query, EntryOrder.place(query.sort(), page.getLast())) : null,
                new Revision(1, revision));
    }

    @Override
    public synchronized Cleared clear(String swarm, String namespace) {
        long live = live(swarm)
                .filter(entry -> entry.key().namespace().equals(namespace))
                .count();
        boolean changed = entries.keySet()
                .removeIf(key -> key.swarm().equals(swarm) && key.namespace().equals(namespace));
        if (changed) {
            revision++;
        }
        return new Cleared(live, new Revision(1, revision));
    }

    @Override
    public synchronized List<NamespaceSummary> namespaces(String swarm) {
        var sums = new TreeMap<String, NamespaceSummary>(EntryOrder::compareNames);
        live(swarm)
                .map(entry -> new NamespaceSummary(entry.key().namespace(), 1, entry.valueBytes(), entry.storedBytes()))
                .forEach(one -> sums.merge(
                        one.namespace(),
                        one,
                        (a, b) -> new NamespaceSummary(
                                a.namespace(),
                                a.entries() + b.entries(),
                                a.valueBytes() + b.valueBytes(),
                                a.storedBytes() + b.storedBytes())));
        return List.copyOf(sums.values());
    }

    @Override
    public synchronized EntryStatistics statistics(String swarm) {
        long bytes = live(swarm).mapToLong(Entry::valueBytes).sum();
        return new EntryStatistics(live(swarm).count(), namespaces(swarm).size(), bytes, bytes, 0, 1);
    }

    private static boolean tagged(EntryQuery query, Tags tags) {
        var wanted = query.tags().names();
        return wanted.isEmpty()
                || (query.tagMode() == TagMode.ALL
                        ? tags.names().containsAll(wanted)
                        : wanted.stream().anyMatch(tags.names()::contains));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private @Nullable Entry live(EntryKey key) {
        var entry = entries.get(key);
        return entry == null || entry.expiredAt(now()) ? null : entry;
    }

    private Stream<Entry> live(String swarm) {
        var now = now();
        return entries.values().stream().filter(entry -> entry.key().swarm().equals(swarm) && !entry.expiredAt(now));
    }

    private static @Nullable Instant expiry(Ttl ttl, Instant now) {
        return switch (ttl) {
            case Ttl.ByPolicy() -> null;
            case Ttl.Permanent() -> null;
            case Ttl.Seconds(long seconds) -> now.plusSeconds(seconds);
            case Ttl.Until(var moment) -> moment.truncatedTo(ChronoUnit.MILLIS);
        };
    }

    private static void check(Precondition precondition, EntryKey key, @Nullable Entry live) {
        boolean holds = switch (precondition) {
            case Precondition.None() -> true;
            case Precondition.Absent() -> live == null;
            case Precondition.Present() -> live != null;
            case Precondition.WrittenAt(var revisions) -> live != null && revisions.contains(live.revision());
            case Precondition.NotWrittenAt(var revisions) -> live == null || !revisions.contains(live.revision());
        };
        if (!holds) {
            throw MemoryException.ofField(FailureKind.PRECONDITION_FAILED, "key", key.key(), "another state");
        }
    }

    private Entry read(Entry entry) {
        return copy(entry, entry.value(), now(), entry.accessCount() + 1);
    }

    private static Entry withoutValue(Entry entry) {
        return copy(entry, null, entry.accessedAt(), entry.accessCount());
    }

    private static Entry copy(Entry entry, @Nullable EntryValue value, @Nullable Instant accessedAt, long accessCount) {
        return new Entry(
                entry.key(),
                value,
                entry.encoding(),
                entry.tags(),
                entry.metadata(),
                entry.version(),
                entry.revision(),
                entry.createdAt(),
                entry.updatedAt(),
                entry.expiresAt(),
                accessedAt,
                accessCount,
                entry.valueBytes(),
                entry.storedBytes());
    }
}
