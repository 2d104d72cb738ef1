package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.ImportTarget;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.EntryJson;
import io.claudeflow.swarm.memory.json.Envelope;
import io.claudeflow.swarm.memory.json.JsonMoment;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A running service as the target of an import: batches over its HTTP API. */
record RemoteTarget(RemoteMemory memory) implements ImportTarget {
    private static final Duration BUSY_PAUSE = Duration.ofMillis(200);

    /** By a listing, which is not counted as a read, unless the key looks like a pattern of many. */
    @Override
    public Optional<Entry> get(EntryKey key) {
        var exact = new Glob(key.key());
        try {
            if (!exact.isExact()) {
                return Optional.of(read(memory.entry(key)));
            }
            var query = EntryQuery.all(key.swarm(), key.namespace())
                    .matching(exact)
                    .page(1, null)
                    .withValues(true);
            var entries = JsonSlice.parse("answer", memory.list(query))
                    .object()
                    .required("entries")
                    .elements();
            return entries.stream().findFirst().map(entry -> EntryJson.read(entry.object()));
        } catch (CommandFailure e) {
            if (e.code() == ExitCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure(e);
        }
    }

    private static Entry read(byte[] json) {
        return EntryJson.read(JsonSlice.parse("answer", json).object());
    }

    /** A batch that is larger than the service takes is sent in halves. */
    @Override
    public List<OperationResult> batch(Batch batch) {
        try {
            var answer = memory.batch(body(batch));
            return JsonSlice.parse("answer", answer).object().required("results").elements().stream()
                    .map(result -> result(result.object()))
                    .toList();
        } catch (CommandFailure e) {
            var failure = failure(e);
            if (failure.kind() != FailureKind.LIMIT_EXCEEDED) {
                throw failure;
            }
            var operations = batch.operations();
            if (operations.size() == 1) {
                return List.of(new OperationResult.Failed(failure));
            }
            int half = operations.size() / 2;
            var results = new ArrayList<>(batch(new Batch(operations.subList(0, half), false)));
            results.addAll(batch(new Batch(operations.subList(half, operations.size()), false)));
            return results;
        }
    }

    private static byte[] body(Batch batch) {
        var json = new JsonWriter(1 << 16).beginObject();
        json.name("atomic").bool(batch.atomic());
        json.name("operations").beginArray();
        for (var operation : batch.operations()) {
            if (!(operation instanceof EntryOperation.Put put)) {
                throw new IllegalArgumentException("an import only writes");
            }
            json.beginObject().name("op").string("put");
            json.name("namespace").string(put.key().namespace());
            json.name("key").string(put.key().key());
            Envelope.write(json, put);
            condition(json, put.precondition());
            json.endObject();
        }
        return json.endArray().endObject().toBytes();
    }

    private static void condition(JsonWriter json, Precondition precondition) {
        switch (precondition) {
            case Precondition.None() -> {}
            case Precondition.Absent() -> json.name("ifNoneMatch").string("*");
            case Precondition.Present() -> json.name("ifMatch").string("*");
            case Precondition.WrittenAt(var revisions) ->
                json.name("ifMatch")
                        .strings(revisions.stream().map(Revision::toString).toList());
            case Precondition.NotWrittenAt(var revisions) ->
                json.name("ifNoneMatch")
                        .strings(revisions.stream().map(Revision::toString).toList());
        }
    }

    private static OperationResult result(JsonObject result) {
        var problem = result.value("problem");
        if (problem.isPresent()) {
            return new OperationResult.Failed(failure(problem.get().object()));
        }
        return new OperationResult.Stored(
                Revision.parse("revision", result.required("revision").string()),
                result.required("version").wholeNumber(),
                result.required("created").bool(),
                JsonMoment.read(result.required("createdAt")),
                JsonMoment.read(result.required("updatedAt")),
                result.value("expiresAt").map(JsonMoment::read).orElse(null),
                (int) result.required("storedBytes").wholeNumber());
    }

    /** The failure as the service meant it. */
    static MemoryException failure(CommandFailure e) {
        var problem = e.problem();
        return problem == null
                ? MemoryException.of(FailureKind.UNAVAILABLE, String.valueOf(e.getMessage()), e)
                : failure(JsonSlice.parse("problem", problem).object());
    }

    private static MemoryException failure(JsonObject problem) {
        var detail = problem.value("detail").map(JsonSlice::string).orElse("the service refused it");
        var kind = CommandFailure.kind(problem);
        return kind == FailureKind.BUSY
                ? MemoryException.busy(detail, BUSY_PAUSE)
                : MemoryException.of(kind, Objects.requireNonNull(detail));
    }
}
