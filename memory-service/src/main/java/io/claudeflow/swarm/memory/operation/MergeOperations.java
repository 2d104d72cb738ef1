package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.crdt.CausalContext;
import io.claudeflow.swarm.memory.crdt.CrdtCodec;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.document.DocumentReader;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.merge.ConflictQueue;
import io.claudeflow.swarm.memory.merge.EntryMerges;
import io.claudeflow.swarm.memory.merge.MergeReceipt;
import io.claudeflow.swarm.memory.merge.MergeRequest;
import io.claudeflow.swarm.memory.merge.MergedEntry;
import io.claudeflow.swarm.memory.merge.Resolution;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operation merge on entries, and the conflicts that wait for a decision. */
final class MergeOperations {

    private final EntryMerges merges;
    private final ConflictQueue conflicts;
    private final DocumentReader reader;

    private MergeOperations(EntryMerges merges, ConflictQueue conflicts, DocumentReader reader) {
        this.merges = merges;
        this.conflicts = conflicts;
        this.reader = reader;
    }

    static void addTo(Handlers handlers, EntryMerges merges, ConflictQueue conflicts, DocumentReader reader) {
        var operations = new MergeOperations(merges, conflicts, reader);
        handlers.add("MergeService.Apply", operations::apply);
        handlers.add("MergeService.GetState", operations::getState);
        handlers.add("MergeService.ListConflicts", operations::listConflicts);
        handlers.add("MergeService.GetConflict", operations::getConflict);
        handlers.add("MergeService.Resolve", operations::resolve);
        handlers.add("MergeService.Discard", operations::discard);
    }

    private JsonWriter apply(Arguments arguments) {
        var writtenAt = arguments.instant("writtenAt");
        return receipt(merges.merge(new MergeRequest(
                key(arguments),
                input(arguments),
                replica(arguments),
                writtenAt == null ? null : MergeRequest.micros(writtenAt),
                Ttl.ofSeconds(ttl(arguments)),
                arguments.members().value("tags").isEmpty() ? null : Tags.of(arguments.texts("tags")),
                metadata(arguments))));
    }

    private MergeRequest.Input input(Arguments arguments) {
        var value = document(arguments, "value");
        var state = document(arguments, "state");
        if ((value == null) == (state == null)) {
            throw MemoryException.invalid(
                    value == null ? "value" : "state",
                    value == null ? "(absent)" : "(present)",
                    "either value or state");
        }
        if (state != null) {
            refuseBeside(arguments, "sequence");
            refuseBeside(arguments, "context");
            refuseBeside(arguments, "base");
            return new MergeRequest.Input.State(state);
        }
        var context = document(arguments, "context");
        return new MergeRequest.Input.Value(
                Objects.requireNonNull(value),
                sequence(arguments),
                context == null ? CausalContext.EMPTY : CrdtCodec.decodeContext("context", context),
                document(arguments, "base"));
    }

    private static void refuseBeside(Arguments arguments, String name) {
        if (arguments.members().value(name).isPresent()) {
            throw MemoryException.invalid(name, "(present)", "none with a state");
        }
    }

    private static @Nullable Long sequence(Arguments arguments) {
        var sequence = arguments.optionalWholeNumber("sequence");
        if (sequence.isPresent() && sequence.get() < 1) {
            throw MemoryException.invalid("sequence", sequence.get(), "1 or more");
        }
        return sequence.orElse(null);
    }

    private static @Nullable Long ttl(Arguments arguments) {
        return arguments.optionalWholeNumber("ttlSeconds").orElse(null);
    }

    private @Nullable String metadata(Arguments arguments) {
        var metadata = document(arguments, "metadata");
        if (metadata != null && !(metadata instanceof Document.Fields)) {
            throw MemoryException.invalid("metadata", metadata.kind(), "an object");
        }
        return metadata == null ? null : arguments.json("metadata");
    }

    private JsonWriter getState(Arguments arguments) {
        var key = key(arguments);
        var entry = merges.find(key)
                .orElseThrow(() -> MemoryException.of(
                        FailureKind.NOT_FOUND, "no entry " + key.key() + " in namespace " + key.namespace()));
        var json = new JsonWriter(512);
        entry(json, entry, true);
        return json;
    }

    private JsonWriter listConflicts(Arguments arguments) {
        return Answers.page("conflicts", conflicts.list(arguments.swarm(), arguments.page()), MergeOperations::members);
    }

    private JsonWriter getConflict(Arguments arguments) {
        long id = arguments.wholeNumber("id");
        var json = new JsonWriter(512);
        conflict(
                json,
                conflicts
                        .get(arguments.swarm(), id)
                        .orElseThrow(() -> MemoryException.ofField(
                                FailureKind.NOT_FOUND, "id", id, "a conflict that waits for a decision")));
        return json;
    }

    private JsonWriter resolve(Arguments arguments) {
        var resolution = new Resolution(
                arguments.swarm(),
                arguments.wholeNumber("id"),
                decision(arguments),
                replica(arguments),
                arguments.revision("revision"));
        return receipt(merges.resolve(resolution));
    }

    /** The words of the field {@code take}. */
    private enum Take {
        OURS,
        THEIRS,
        OTHER
    }

    private Resolution.Decision decision(Arguments arguments) {
        var take = arguments.choice("take", Take.class);
        var value = document(arguments, "value");
        if (take != Take.OTHER && value != null) {
            throw MemoryException.invalid("value", "(present)", "a value only with take: other");
        }
        return switch (take) {
            case OURS -> new Resolution.Decision.Ours();
            case THEIRS -> new Resolution.Decision.Theirs();
            case OTHER -> {
                if (value == null) {
                    throw MemoryException.invalid("value", "(absent)", "the value to store");
                }
                yield new Resolution.Decision.Other(value);
            }
            case null -> throw MemoryException.invalid("take", "(absent)", "ours, theirs or other");
        };
    }

    private JsonWriter discard(Arguments arguments) {
        boolean found = conflicts.resolved(arguments.swarm(), arguments.wholeNumber("id"));
        return new JsonWriter().beginObject().name("found").bool(found).endObject();
    }

    private static EntryKey key(Arguments arguments) {
        var namespace = arguments.optionalText("namespace");
        return new EntryKey(
                arguments.swarm(), namespace == null ? EntryKey.DEFAULT_NAMESPACE : namespace, arguments.text("key"));
    }

    private static String replica(Arguments arguments) {
        return Objects.requireNonNullElse(arguments.optionalText("replica"), MergeRequest.SERVER);
    }

    private @Nullable Document document(Arguments arguments, String name) {
        var json = arguments.optionalJson(name);
        return json == null ? null : reader.read(name, json);
    }

    private static JsonWriter receipt(MergeReceipt receipt) {
        var json = new JsonWriter(512).beginObject();
        json.name("changed").bool(receipt instanceof MergeReceipt.Applied applied && applied.changed());
        json.name("queued").bool(receipt instanceof MergeReceipt.Queued);
        json.name("entry");
        entry(json, receipt.entry(), false);
        if (receipt instanceof MergeReceipt.Queued queued) {
            json.name("conflict");
            conflict(json, queued.conflict());
        }
        return json.endObject();
    }

    private static void entry(JsonWriter json, MergedEntry entry, boolean withState) {
        json.beginObject();
        json.name("namespace").string(entry.key().namespace());
        json.name("key").string(entry.key().key());
        json.name("strategy").string(entry.strategy().wireName());
        json.name("value").raw(entry.value().toJson());
        json.name("writtenAt").string(moment(entry.stamp().micros()).toString());
        json.name("replica").string(entry.stamp().replica());
        json.name("conflictValues").beginArray();
        for (var sibling : entry.conflicting()) {
            json.beginObject();
            json.name("value").raw(sibling.value().toJson());
            json.name("writtenAt").string(moment(sibling.stamp().micros()).toString());
            json.name("replica").string(sibling.stamp().replica());
            json.endObject();
        }
        json.endArray();
        json.name("context").raw(CrdtCodec.context(entry.context()).toJson());
        var state = entry.state();
        if (withState && state != null) {
            json.name("state").raw(CrdtCodec.encode(state).toJson());
        }
        json.name("revision").string(entry.revision().toString());
        json.name("version").number(entry.version());
        json.name("createdAt").instant(entry.createdAt());
        json.name("updatedAt").instant(entry.updatedAt());
        if (entry.expiresAt() != null) {
            json.name("expiresAt").instant(entry.expiresAt());
        }
        json.endObject();
    }

    private static void conflict(JsonWriter json, ConflictQueue.Queued queued) {
        json.beginObject();
        members(json, queued);
        json.endObject();
    }

    private static void members(JsonWriter json, ConflictQueue.Queued queued) {
        var conflict = queued.conflict();
        json.name("id").number(queued.id());
        json.name("namespace").string(queued.key().namespace());
        json.name("key").string(queued.key().key());
        json.name("ours").raw(conflict.ours().toJson());
        json.name("theirs").raw(conflict.theirs().toJson());
        var base = conflict.base();
        if (base != null) {
            json.name("base").raw(base.toJson());
        }
        json.name("pointers").strings(conflict.pointers());
        json.name("queuedAt").instant(queued.queuedAt());
        json.name("revision").string(queued.revision().toString());
    }

    private static Instant moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
