package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.BatchPlace;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.EntryJson;
import io.claudeflow.swarm.memory.json.Envelope;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Several operations in one request. */
final class BatchHandler {
    private static final Set<String> MEMBERS = Set.of("atomic", "operations");

    private final EntryStore entries;

    BatchHandler(EntryStore entries) {
        this.entries = entries;
    }

    Answer batch(Exchange exchange) {
        if (!exchange.mediaType().equals(Answer.JSON)) {
            var type = exchange.mediaType();
            throw new UnsupportedMediaType(type.isEmpty() ? "(absent)" : type, Answer.JSON);
        }
        var document = Envelope.document(exchange.body()).allowOnly(MEMBERS);
        var slices = document.required("operations").elements();
        if (slices.isEmpty()) {
            throw MemoryException.invalid("operations", "(empty)", "1 to " + Batch.MAX_OPERATIONS + " operations");
        }
        if (slices.size() > Batch.MAX_OPERATIONS) {
            throw MemoryException.limit(
                    "operations", slices.size() + " operations", "1 to " + Batch.MAX_OPERATIONS + " operations");
        }
        var operations = new ArrayList<EntryOperation>(slices.size());
        for (int i = 0; i < slices.size(); i++) {
            var slice = slices.get(i);
            operations.add(BatchPlace.at(i, () -> Envelope.operation(exchange.swarm(), slice)));
        }
        boolean atomic = document.value("atomic").map(JsonSlice::bool).orElse(false);
        var batch = new Batch(operations, atomic);
        if (batch.reads()) {
            exchange.reserveForAnswer(Batch.MAX_READ_BYTES);
        }
        return Answer.json(200, write(operations, entries.batch(batch)));
    }

    private static byte[] write(List<EntryOperation> operations, List<OperationResult> results) {
        var json = new JsonWriter(4096).beginObject().name("results").beginArray();
        for (int i = 0; i < results.size(); i++) {
            json.beginObject();
            switch (results.get(i)) {
                case OperationResult.Stored stored -> {
                    json.name("status").number(stored.created() ? 201 : 200);
                    EntryJson.members(json, stored);
                }
                case OperationResult.Deleted deleted -> {
                    json.name("status").number(200);
                    EntryJson.members(json, deleted);
                }
                case OperationResult.Read read -> read(json, operations.get(i), read);
                case OperationResult.Failed failed -> failure(json, failed.failure());
            }
            json.endObject();
        }
        return json.endArray().endObject().toBytes();
    }

    private static void read(JsonWriter json, EntryOperation operation, OperationResult.Read read) {
        var entry = read.entry();
        if (entry.isEmpty()) {
            failure(json, EntryHandlers.absent(operation.key()));
            return;
        }
        json.name("status").number(200);
        EntryJson.write(json.name("entry"), entry.get());
    }

    private static void failure(JsonWriter json, MemoryException failure) {
        var problem = Problem.of(failure);
        json.name("status").number(problem.status());
        problem.write(json.name("problem"), null);
    }
}
