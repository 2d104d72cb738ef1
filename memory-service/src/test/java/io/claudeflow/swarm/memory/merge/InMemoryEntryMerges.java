package io.claudeflow.swarm.memory.merge;

import io.claudeflow.swarm.memory.crdt.Crdt;
import io.claudeflow.swarm.memory.crdt.Stamp;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.document.DocumentReader;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.policy.Policies;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reference: states in a map beside any entry store. Thread-safe by one lock. */
public final class InMemoryEntryMerges implements EntryMerges, ConflictQueue {
    private final EntryStore entries;
    private final ConflictQueue queue;
    private final Policies policies;
    private final DocumentReader reader;
    private final Clock clock;
    private final Map<EntryKey, Saved> states = new HashMap<>();

    private record Saved(
            Revision revision,
            long version,
            Stamp stamp,
            @Nullable Crdt<?> state) {}

    public InMemoryEntryMerges(
            EntryStore entries, ConflictQueue queue, Policies policies, DocumentReader reader, Clock clock) {
        this.entries = entries;
        this.queue = queue;
        this.policies = policies;
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public synchronized MergeReceipt merge(MergeRequest request) {
        var key = request.key();
        var present = find(key).orElse(null);
        var current = present == null ? null : new Current(present.value(), present.stamp(), present.state());
        var strategy = policies.of(key.namespace(), key.key()).conflict();
        var outcome = MergeStrategy.of(strategy).merge(current, request.incoming(current, clock.instant()));
        return switch (outcome) {
            case MergeOutcome.Conflict conflict ->
                new MergeReceipt.Queued(Objects.requireNonNull(present), queue.add(key, conflict));
            case MergeOutcome.Merged merged
            when present != null && !merged.changed() -> new MergeReceipt.Applied(present, false);
            case MergeOutcome.Merged merged -> new MergeReceipt.Applied(write(request, merged), true);
        };
    }

    private MergedEntry write(MergeRequest request, MergeOutcome.Merged merged) {
        var key = request.key();
        var before = entries.get(key, ReadMode.UNCOUNTED);
        var tags = request.tags() == null ? before.map(Entry::tags).orElse(Tags.NONE) : request.tags();
        var metadata =
                request.metadata() == null ? before.map(Entry::metadata).orElse(Put.NO_METADATA) : request.metadata();
        var ttl = policies.of(key.namespace(), key.key()).effective(request.ttl());
        var stored = entries.put(
                new Put(key, EntryValue.json(merged.value().toJson()), ttl, tags, metadata, Precondition.NONE));
        states.put(key, new Saved(stored.revision(), stored.version(), merged.stamp(), merged.state()));
        return find(key).orElseThrow();
    }

    @Override
    public synchronized Optional<MergedEntry> find(EntryKey key) {
        return entries.get(key, ReadMode.UNCOUNTED).map(entry -> {
            var saved = states.get(key);
            boolean counts =
                    saved != null && saved.revision().equals(entry.revision()) && saved.version() == entry.version();
            var plain = new Stamp(MergeRequest.micros(entry.updatedAt()), "store");
            var counting = counts && saved != null ? saved : new Saved(entry.revision(), entry.version(), plain, null);
            return new MergedEntry(
                    key,
                    policies.of(key.namespace(), key.key()).conflict(),
                    value(entry),
                    counting.stamp(),
                    counting.state(),
                    entry.revision(),
                    entry.version(),
                    entry.createdAt(),
                    entry.updatedAt(),
                    entry.expiresAt());
        });
    }

    private Document value(Entry entry) {
        var value = Objects.requireNonNull(entry.value());
        return switch (entry.encoding()) {
            case JSON -> reader.read("value", value.asString());
            case TEXT -> Document.of(value.asString());
            case BYTES -> throw MemoryException.of(FailureKind.CONFLICT, "key: " + entry.key() + " holds bytes");
        };
    }

    @Override
    public synchronized MergeReceipt.Applied resolve(Resolution resolution) {
        var waiting = get(resolution.swarm(), resolution.id())
                .orElseThrow(() -> MemoryException.of(FailureKind.NOT_FOUND, "id: " + resolution.id()));
        var present = find(waiting.key());
        var expected = resolution.expected();
        boolean holds = present.isPresent()
                && (expected == null
                        ? present.get().value().equals(waiting.conflict().ours())
                        : present.get().revision().equals(expected));
        if (!holds) {
            throw MemoryException.of(FailureKind.PRECONDITION_FAILED, "revision: " + expected);
        }
        resolved(resolution.swarm(), resolution.id());
        var value = resolution.value(waiting.conflict());
        var entry = present.get();
        if (entry.value().equals(value)) {
            return new MergeReceipt.Applied(entry, false);
        }
        var request = MergeRequest.of(waiting.key(), value).by(resolution.replica(), null);
        var current = new Current(entry.value(), entry.stamp(), null);
        var stamp = request.incoming(current, clock.instant()).stamp();
        return new MergeReceipt.Applied(write(request, new MergeOutcome.Merged(value, stamp, null, true)), true);
    }

    @Override
    public Queued add(EntryKey key, MergeOutcome.Conflict conflict) {
        return queue.add(key, conflict);
    }

    /** Conflicts go with their entry. */
    @Override
    public synchronized Optional<Queued> get(String swarm, long id) {
        return queue.get(swarm, id).filter(this::stays);
    }

    @Override
    public synchronized Page<Queued> list(String swarm, PageRequest page) {
        var found = queue.list(swarm, page);
        return new Page<>(found.items().stream().filter(this::stays).toList(), found.nextCursor());
    }

    private boolean stays(Queued waiting) {
        boolean live = entries.get(waiting.key(), ReadMode.UNCOUNTED).isPresent();
        return live || !queue.resolved(waiting.key().swarm(), waiting.id());
    }

    @Override
    public boolean resolved(String swarm, long id) {
        return queue.resolved(swarm, id);
    }
}
