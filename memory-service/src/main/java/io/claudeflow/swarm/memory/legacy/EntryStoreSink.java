package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.entry.EntryHistory;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.ImportTarget;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.ImportDecision.Present;
import io.claudeflow.swarm.memory.legacy.SinkOutcome.Result;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Entry;
import io.claudeflow.swarm.memory.legacy.record.Lifecycle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes every record as an entry of one swarm. Each write demands that the entry is still as it was when the decision
 * was made, so an agent that writes at the same time never loses; such a record is decided once more. A store that is
 * busy is waited for. A dry run remembers what it would have written, about 300 bytes a record. Used by one thread.
 */
public final class EntryStoreSink implements LegacySink {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final ImportTarget store;
    private final String swarm;
    private final Map<EntryKey, ImportMark> dryWrites = new HashMap<>();

    /**
     * A sink.
     *
     * @param swarm the swarm that the records will belong to
     */
    public EntryStoreSink(EntryStore store, String swarm) {
        this(ImportTarget.of(store), swarm);
    }

    /** As {@link #EntryStoreSink(EntryStore, String)}, for a store that may be elsewhere. */
    public EntryStoreSink(ImportTarget store, String swarm) {
        this.store = store;
        this.swarm = EntryKey.checkSwarm(swarm);
    }

    @Override
    public List<SinkOutcome> write(List<LegacyRecord> records, ConflictPolicy policy, boolean dryRun) {
        Map<Integer, SinkOutcome> outcomes = new TreeMap<>();
        List<Integer> changed = new ArrayList<>();
        Map<Integer, EntryOperation> writes = new LinkedHashMap<>();
        Set<EntryKey> pending = new HashSet<>();
        for (int i = 0; i < records.size(); i++) {
            try {
                var candidate = candidate(records.get(i));
                if (pending.contains(candidate.key())) {
                    changed.addAll(commit(writes, outcomes));
                    pending.clear();
                }
                var outcome = decide(candidate, policy, dryRun);
                outcomes.put(i, outcome.outcome());
                if (outcome.write() != null) {
                    writes.put(i, outcome.write());
                    pending.add(candidate.key());
                }
            } catch (MemoryException e) {
                outcomes.put(i, SinkOutcome.failed(e));
            }
        }
        changed.addAll(commit(writes, outcomes));
        retryConflicts(records, changed, outcomes, policy);
        return List.copyOf(outcomes.values());
    }

    /** A record as it would be written. */
    private record Candidate(
            EntryKey key,
            Entry entry,
            Tags tags,
            ImportMark mark,
            @Nullable String note) {}

    /** A decision, and the write that carries it out when there is one. */
    private record Decided(SinkOutcome outcome, EntryOperation.@Nullable Put write) {}

    private Candidate candidate(LegacyRecord record) {
        var entry = ConventionalEntries.of(record);
        var key = new EntryKey(swarm, entry.namespace(), entry.key());
        List<String> sound = new ArrayList<>();
        for (var tag : entry.tags()) {
            if (isSound(tag) && sound.size() < Tags.MAX_TAGS) {
                sound.add(tag);
            }
        }
        int dropped = entry.tags().size() - sound.size();
        String note = dropped > 0 ? "tags that are no valid tags, or beyond the limit, were left out" : null;
        var tagged = entry.tagged(sound);
        return new Candidate(key, tagged, Tags.of(sound), ImportMark.of(tagged), note);
    }

    private static boolean isSound(String tag) {
        try {
            return Tags.of(tag).names().size() == 1;
        } catch (MemoryException e) {
            return false;
        }
    }

    private Decided decide(Candidate candidate, ConflictPolicy policy, boolean dryRun) {
        var planned = dryRun ? dryWrites.get(candidate.key()) : null;
        var stored = planned == null ? store.get(candidate.key()).orElse(null) : null;
        var present = planned == null ? present(stored, candidate) : new Present(planned, false, planned.writtenAt());
        var decision = ImportDecision.decide(present, candidate.mark(), policy);
        if (decision.result() != Result.IMPORTED) {
            return new Decided(decision, null);
        }
        var outcome = SinkOutcome.of(Result.IMPORTED, candidate.note());
        var precondition = stored == null ? Precondition.ABSENT : new Precondition.WrittenAt(Set.of(stored.revision()));
        var write = put(candidate, precondition);
        if (dryRun) {
            dryWrites.put(candidate.key(), candidate.mark());
            return new Decided(outcome, null);
        }
        return new Decided(outcome, write);
    }

    private static @Nullable Present present(
            io.claudeflow.swarm.memory.entry.@Nullable Entry stored, Candidate candidate) {
        if (stored == null) {
            return null;
        }
        var mark = ImportMark.in(stored.metadata());
        boolean same = Objects.equals(stored.value(), candidate.entry().value())
                && candidate.tags().equals(stored.tags());
        return new Present(mark, same, mark == null ? stored.updatedAt() : mark.writtenAt());
    }

    private static EntryOperation.Put put(Candidate candidate, Precondition precondition) {
        var entry = candidate.entry();
        var expiresAt = entry.lifecycle().expiresAt();
        return new EntryOperation.Put(
                candidate.key(),
                entry.value(),
                expiresAt == null ? Ttl.PERMANENT : new Ttl.Until(expiresAt),
                candidate.tags(),
                candidate.mark().metadata(entry),
                precondition,
                history(entry.lifecycle()));
    }

    /** The times of the source, but for those that no column of time holds. */
    private static @Nullable EntryHistory history(Lifecycle lifecycle) {
        var updated = lifecycle.writtenAt();
        if (updated == null) {
            return null;
        }
        var created = lifecycle.createdAt() == null ? updated : lifecycle.createdAt();
        if (created.isAfter(updated)) {
            updated = created;
        }
        return created.isBefore(EARLIEST) || updated.isAfter(LATEST)
                ? null
                : new EntryHistory(created, updated, 1, null);
    }

    /** Sends the writes and returns the places of those that found the entry changed meanwhile. */
    private List<Integer> commit(Map<Integer, EntryOperation> writes, Map<Integer, SinkOutcome> outcomes) {
        List<Integer> changed = new ArrayList<>();
        var places = List.copyOf(writes.keySet());
        var operations = List.copyOf(writes.values());
        writes.clear();
        for (int from = 0; from < operations.size(); from += Batch.MAX_OPERATIONS) {
            int to = Math.min(operations.size(), from + Batch.MAX_OPERATIONS);
            var results = store.batch(new Batch(operations.subList(from, to), false));
            for (int i = 0; i < results.size(); i++) {
                int place = places.get(from + i);
                if (results.get(i) instanceof OperationResult.Stored stored) {
                    outcomes.computeIfPresent(place, (at, outcome) -> outcome.at(stored.revision()));
                } else if (results.get(i) instanceof OperationResult.Failed(var failure)) {
                    outcomes.put(place, SinkOutcome.failed(failure));
                    if (failure.kind() == FailureKind.PRECONDITION_FAILED) {
                        changed.add(place);
                    }
                }
            }
        }
        return changed;
    }

    private void retryConflicts(
            List<LegacyRecord> records,
            List<Integer> places,
            Map<Integer, SinkOutcome> outcomes,
            ConflictPolicy policy) {
        for (int place : places) {
            var decided = decide(candidate(records.get(place)), policy, false);
            outcomes.put(place, decided.outcome());
            if (decided.write() != null) {
                commit(new LinkedHashMap<>(Map.of(place, decided.write())), outcomes);
            }
        }
    }
}
