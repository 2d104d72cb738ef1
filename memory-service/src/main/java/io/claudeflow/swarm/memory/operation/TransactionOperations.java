package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.contract.Contract;
import io.claudeflow.swarm.memory.contract.Rpc;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.EntryJson;
import io.claudeflow.swarm.memory.json.Envelope;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.transaction.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Several operations as one. */
final class TransactionOperations {
    static final int MAX_STEPS = 1_000;

    private static final String ENTRY_SERVICE = "EntryService.";
    private static final long STEP_BYTES = 256;

    private final Contract contract;
    private final Map<String, Handler> handlers;
    private final Admission admission;
    private final EntryStore entries;
    private final Transactions transactions;

    private TransactionOperations(
            Contract contract,
            Map<String, Handler> handlers,
            Admission admission,
            EntryStore entries,
            Transactions transactions) {
        this.contract = contract;
        this.handlers = handlers;
        this.admission = admission;
        this.entries = entries;
        this.transactions = transactions;
    }

    static void addTo(
            Handlers handlers, Contract contract, Admission admission, EntryStore entries, Transactions transactions) {
        var operations = new TransactionOperations(contract, handlers.answering(), admission, entries, transactions);
        handlers.add("TransactionService.Execute", operations::execute);
    }

    private record Step(String operation, Supplier<JsonWriter> work) {}

    private JsonWriter execute(Arguments arguments) {
        var given = arguments.objects("steps");
        if (given.isEmpty() || given.size() > MAX_STEPS) {
            throw given.isEmpty()
                    ? MemoryException.invalid("steps", "(empty)", "1 to " + MAX_STEPS + " steps")
                    : MemoryException.limit("steps", given.size() + " steps", "1 to " + MAX_STEPS + " steps");
        }
        var steps = new ArrayList<Step>();
        long bytes = 0;
        for (int i = 0; i < given.size(); i++) {
            var step = given.get(i);
            var operation = step.text("operation");
            var place = "steps[" + i + "]";
            var asked = new Arguments(
                    arguments.swarm(), step.members().required("arguments").object());
            bytes += STEP_BYTES + step.members().required("arguments").size();
            steps.add(new Step(operation, work(place, operation, asked)));
        }
        var answers = transactions.run(bytes, () -> run(steps));
        var json = new JsonWriter(1024).beginObject().name("results").beginArray();
        for (int i = 0; i < steps.size(); i++) {
            json.beginObject().name("operation").string(steps.get(i).operation());
            json.name("answer").raw(answers.get(i).toBytes()).endObject();
        }
        return json.endArray().endObject();
    }

    private static List<JsonWriter> run(List<Step> steps) {
        var answers = new ArrayList<JsonWriter>();
        for (int i = 0; i < steps.size(); i++) {
            try {
                answers.add(steps.get(i).work().get());
            } catch (MemoryException e) {
                throw e.within("steps[" + i + "].arguments");
            }
        }
        return answers;
    }

    private Supplier<JsonWriter> work(String place, String operation, Arguments asked) {
        if (operation.startsWith(ENTRY_SERVICE)) {
            return entry(place, operation, asked);
        }
        var rpc = contract.rpc(operation)
                .filter(Rpc::transactional)
                .orElseThrow(() -> MemoryException.invalid(
                        place + ".operation", operation, "EntryService.Put, Get or Delete, or one of " + names()));
        var handler = handlers.get(operation);
        if (handler == null) {
            throw new IllegalStateException(operation + " has no handler");
        }
        var admitted = admission.admit(rpc, asked.swarm(), asked.members());
        return () -> handler.handle(admitted);
    }

    private String names() {
        return String.join(
                ", ",
                contract.rpcs().stream()
                        .filter(Rpc::transactional)
                        .map(Rpc::name)
                        .toList());
    }

    private Supplier<JsonWriter> entry(String place, String operation, Arguments asked) {
        var verb = operation.substring(ENTRY_SERVICE.length()).toLowerCase(Locale.ROOT);
        var parsed =
                Envelope.operation(asked.swarm(), place + ".arguments", place + ".operation", verb, asked.members());
        return () -> switch (parsed) {
            case EntryOperation.Put put -> written(EntryJson.stored(put.key(), entries.put(put)));
            case EntryOperation.Delete delete -> written(EntryJson.deleted(delete.key(), entries.delete(delete)));
            case EntryOperation.Get(var key) ->
                written(EntryJson.entry(entries.get(key, ReadMode.COUNTED)
                        .orElseThrow(() -> MemoryException.of(
                                FailureKind.NOT_FOUND, "no entry " + key.key() + " in namespace " + key.namespace()))));
        };
    }

    private static JsonWriter written(byte[] json) {
        return new JsonWriter(json.length).raw(json);
    }
}
