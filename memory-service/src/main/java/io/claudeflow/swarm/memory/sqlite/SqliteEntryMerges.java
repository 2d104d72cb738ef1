package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.StoredValue;
import io.claudeflow.swarm.memory.crdt.Crdt;
import io.claudeflow.swarm.memory.crdt.CrdtCodec;
import io.claudeflow.swarm.memory.crdt.Stamp;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.document.DocumentReader;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.merge.ConflictQueue;
import io.claudeflow.swarm.memory.merge.Current;
import io.claudeflow.swarm.memory.merge.EntryMerges;
import io.claudeflow.swarm.memory.merge.MergeOutcome;
import io.claudeflow.swarm.memory.merge.MergeReceipt;
import io.claudeflow.swarm.memory.merge.MergeRequest;
import io.claudeflow.swarm.memory.merge.MergeStrategy;
import io.claudeflow.swarm.memory.merge.MergedEntry;
import io.claudeflow.swarm.memory.merge.Resolution;
import io.claudeflow.swarm.memory.policy.ConflictStrategy;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Merges on SQLite. What is small is read, merged and written in one go on the writer thread, so writers of one hot
 * counter never repeat work. Large values are merged on the caller's thread, and the writer only checks that the entry
 * is still the one that was read; after a few misses it merges itself.
 */
final class SqliteEntryMerges implements EntryMerges {
    /** Parsing this much costs the writer less than a millisecond. */
    private static final int SMALL_BYTES = 64 * 1024;

    private static final int ATTEMPTS_ASIDE = 3;

    /** The writer of values that came by a plain store. */
    private static final String STORE = "store";

    private final Database database;
    private final EntryPreparation preparation;
    private final DocumentReader reader;
    private final SqliteConflictQueue conflicts;

    SqliteEntryMerges(
            Database database, EntryPreparation preparation, DocumentReader reader, SqliteConflictQueue conflicts) {
        this.database = database;
        this.preparation = preparation;
        this.reader = reader;
        this.conflicts = conflicts;
    }

    /** An entry as it was read, decoded; null when there is none. */
    private record Seen(Entry entry, Current current) {}

    /** What is to be done about a request. */
    private sealed interface Plan {
        record Keep(MergedEntry entry) implements Plan {}

        record Queue(MergedEntry entry, MergeOutcome.Conflict conflict) implements Plan {}

        record Write(
                ConflictStrategy strategy,
                MergeOutcome.Merged merged,
                EntryPreparation.Prepared prepared,
                @Nullable StoredValue state)
                implements Plan {}
    }

    @Override
    public MergeReceipt merge(MergeRequest request) {
        int size = size(request);
        if (size <= SMALL_BYTES) {
            var receipt = database.<@Nullable MergeReceipt>write(size, tx -> mergeSmall(tx, request));
            if (receipt != null) {
                return receipt;
            }
        }
        for (int attempt = 0; attempt < ATTEMPTS_ASIDE; attempt++) {
            var receipt = mergeAside(request);
            if (receipt != null) {
                return receipt;
            }
        }
        return database.write(size, tx -> {
            var seen = seen(MergeRows.load(tx, request.key(), Integer.MAX_VALUE));
            return carryOut(tx, plan(request, seen, tx.now()));
        });
    }

    private @Nullable MergeReceipt mergeSmall(WriteTransaction tx, MergeRequest request) throws SQLException {
        var present = MergeRows.load(tx, request.key(), SMALL_BYTES);
        return isLarge(present) ? null : carryOut(tx, plan(request, seen(present), tx.now()));
    }

    private static boolean isLarge(MergeRows.@Nullable Present present) {
        if (present == null) {
            return false;
        }
        var saved = present.saved();
        var state = saved == null ? null : saved.state();
        return present.loaded().stored() == null || (state != null && state.originalSize() > SMALL_BYTES);
    }

    /** Null when the entry changed between reading and writing. */
    private @Nullable MergeReceipt mergeAside(MergeRequest request) {
        var now = SqliteTime.rounded(database.clock().instant());
        var seen = seen(database.<MergeRows.@Nullable Present>read(
                session -> MergeRows.load(session, request.key(), SqliteTime.format(now))));
        var plan = plan(request, seen, now);
        if (plan instanceof Plan.Keep(var entry)) {
            return new MergeReceipt.Applied(entry, false);
        }
        long bytes = plan instanceof Plan.Write write ? write.prepared().bytes() : 0;
        return database.<@Nullable MergeReceipt>write(
                bytes, tx -> isStill(tx, request.key(), seen) ? carryOut(tx, plan) : null);
    }

    private static boolean isStill(WriteTransaction tx, EntryKey key, @Nullable Seen seen) throws SQLException {
        var found = EntryWrites.find(tx, key);
        boolean live = found != null && found.liveAt(tx.now());
        if (seen == null || found == null || !live) {
            return seen == null && !live;
        }
        return found.revision().equals(seen.entry().revision())
                && found.version() == seen.entry().version();
    }

    private Plan plan(MergeRequest request, @Nullable Seen seen, Instant now) {
        var policy = preparation.policy(request.key());
        var current = seen == null ? null : seen.current();
        var outcome = MergeStrategy.of(policy.conflict()).merge(current, request.incoming(current, now));
        return switch (outcome) {
            case MergeOutcome.Conflict conflict
            when seen != null -> new Plan.Queue(merged(policy.conflict(), seen), conflict);
            case MergeOutcome.Conflict conflict ->
                throw new IllegalStateException("nothing is stored, and yet it conflicts: " + conflict.pointers());
            case MergeOutcome.Merged merged
            when seen != null && !merged.changed() -> new Plan.Keep(merged(policy.conflict(), seen));
            case MergeOutcome.Merged merged -> {
                var put = put(request.key(), merged.value(), request.ttl(), request.tags(), request.metadata(), seen);
                var state = merged.state();
                yield new Plan.Write(
                        policy.conflict(),
                        merged,
                        preparation.prepare(put),
                        state == null ? null : encode(request.key(), state));
            }
        };
    }

    private static EntryOperation.Put put(
            EntryKey key,
            Document value,
            Ttl ttl,
            @Nullable Tags tags,
            @Nullable String metadata,
            @Nullable Seen seen) {
        var entry = seen == null ? null : seen.entry();
        var presentTags = entry == null ? Tags.NONE : entry.tags();
        var presentMetadata = entry == null ? EntryOperation.Put.NO_METADATA : entry.metadata();
        return new EntryOperation.Put(
                key,
                EntryValue.json(value.toJson()),
                ttl,
                tags == null ? presentTags : tags,
                metadata == null ? presentMetadata : metadata,
                Precondition.NONE);
    }

    private StoredValue encode(EntryKey key, Crdt<?> state) {
        var json = CrdtCodec.encode(state).toJson().getBytes(StandardCharsets.UTF_8);
        int max = preparation.codec().maxValueBytes();
        if (json.length > max) {
            throw MemoryException.limit("state", json.length + " bytes", "at most " + max + " bytes");
        }
        return preparation.encode(json, preparation.policy(key));
    }

    private MergeReceipt carryOut(WriteTransaction tx, Plan plan) throws SQLException {
        return switch (plan) {
            case Plan.Keep(var entry) -> new MergeReceipt.Applied(entry, false);
            case Plan.Queue(var entry, var conflict) ->
                new MergeReceipt.Queued(entry, conflicts.add(tx, entry.key(), conflict));
            case Plan.Write write -> new MergeReceipt.Applied(write(tx, write), true);
        };
    }

    private static MergedEntry write(WriteTransaction tx, Plan.Write write) throws SQLException {
        var key = write.prepared().put().key();
        var stored = EntryWrites.put(tx, write.prepared());
        var merged = write.merged();
        MergeRows.save(tx, key, write.strategy(), stored.revision(), stored.version(), merged.stamp(), write.state());
        return new MergedEntry(
                key,
                write.strategy(),
                merged.value(),
                merged.stamp(),
                merged.state(),
                stored.revision(),
                stored.version(),
                stored.createdAt(),
                stored.updatedAt(),
                stored.expiresAt());
    }

    @Override
    public Optional<MergedEntry> find(EntryKey key) {
        var now = SqliteTime.format(database.clock().instant());
        var seen = seen(database.<MergeRows.@Nullable Present>read(session -> MergeRows.load(session, key, now)));
        return seen == null
                ? Optional.empty()
                : Optional.of(merged(preparation.policy(key).conflict(), seen));
    }

    @Override
    public MergeReceipt.Applied resolve(Resolution resolution) {
        EntryKey.checkSwarm(resolution.swarm());
        return database.write(tx -> {
            var waiting = conflicts.find(tx, resolution.swarm(), resolution.id());
            if (waiting == null) {
                throw MemoryException.ofField(
                        FailureKind.NOT_FOUND, "id", resolution.id(), "a conflict that waits for a decision");
            }
            var seen = seen(MergeRows.load(tx, waiting.key(), Integer.MAX_VALUE));
            check(resolution, waiting, seen);
            conflicts.remove(tx, waiting);
            var value = resolution.value(waiting.conflict());
            var strategy = preparation.policy(waiting.key()).conflict();
            if (seen != null && seen.current().value().equals(value)) {
                return new MergeReceipt.Applied(merged(strategy, seen), false);
            }
            var put = put(waiting.key(), value, Ttl.BY_POLICY, null, null, seen);
            var stamp = MergeRequest.of(waiting.key(), value)
                    .by(resolution.replica(), null)
                    .incoming(seen == null ? null : seen.current(), tx.now())
                    .stamp();
            var merged = new MergeOutcome.Merged(value, stamp, null, true);
            return new MergeReceipt.Applied(
                    write(tx, new Plan.Write(strategy, merged, preparation.prepare(put), null)), true);
        });
    }

    private static void check(Resolution resolution, ConflictQueue.Queued waiting, @Nullable Seen seen) {
        var expected = resolution.expected();
        boolean holds = expected == null
                ? seen != null
                        && seen.current().value().equals(waiting.conflict().ours())
                : seen != null && seen.entry().revision().equals(expected);
        if (!holds) {
            var found = seen == null ? "no entry" : "revision " + seen.entry().revision();
            throw MemoryException.ofField(
                    FailureKind.PRECONDITION_FAILED,
                    "revision",
                    expected == null ? "(none given)" : expected,
                    "the entry as it was when the decision was made; found: " + found
                            + ", read it and name its revision");
        }
    }

    private @Nullable Seen seen(MergeRows.@Nullable Present present) {
        if (present == null) {
            return null;
        }
        var entry = present.loaded().entry();
        var value = document(present.loaded().decoded(preparation.codec()));
        var saved = present.saved();
        if (saved == null) {
            var stamp = new Stamp(MergeRequest.micros(entry.updatedAt()), STORE);
            return new Seen(entry, new Current(value, stamp, null));
        }
        var state = saved.state();
        if (state == null) {
            return new Seen(entry, new Current(value, saved.stamp(), null));
        }
        var json = new String(preparation.codec().decode(state), StandardCharsets.UTF_8);
        return new Seen(
                entry, new Current(value, saved.stamp(), CrdtCodec.decode("state", reader.read("state", json))));
    }

    private Document document(Entry entry) {
        var value = entry.value();
        return switch (entry.encoding()) {
            case JSON -> reader.read("value", value == null ? "null" : value.asString());
            case TEXT -> Document.of(value == null ? "" : value.asString());
            case BYTES ->
                throw MemoryException.ofField(
                        FailureKind.CONFLICT,
                        "key",
                        entry.key().key(),
                        "an entry of JSON or text; this one holds bytes, which only a store replaces");
        };
    }

    private static MergedEntry merged(ConflictStrategy strategy, Seen seen) {
        var entry = seen.entry();
        var current = seen.current();
        return new MergedEntry(
                entry.key(),
                strategy,
                current.value(),
                current.stamp(),
                current.state(),
                entry.revision(),
                entry.version(),
                entry.createdAt(),
                entry.updatedAt(),
                entry.expiresAt());
    }

    /** What the request holds in memory, roughly; exact enough to tell small from large. */
    private static int size(MergeRequest request) {
        return switch (request.input()) {
            case MergeRequest.Input.Value value -> {
                var base = value.base();
                yield value.value().toJson().length()
                        + (base == null ? 0 : base.toJson().length());
            }
            case MergeRequest.Input.State state -> state.encoded().toJson().length();
        };
    }
}
