package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.transfer.ImportResult;
import io.claudeflow.swarm.memory.transfer.ImportRules;
import io.claudeflow.swarm.memory.transfer.Transfers;
import java.util.Objects;

/** Export and import of entries. */
final class TransferOperations {
    private static final int MAX_ERRORS = 1_000;

    private final Transfers transfers;

    private TransferOperations(Transfers transfers) {
        this.transfers = transfers;
    }

    static void addTo(Handlers handlers, Transfers transfers) {
        var operations = new TransferOperations(transfers);
        handlers.stream("TransferService.Export", operations::export).add("TransferService.Import", operations::load);
    }

    private void export(Arguments arguments, Sink sink) {
        transfers.export(arguments.swarm(), arguments.optionalText("namespace"), line -> {
            sink.send(line);
            return sink.isOpen();
        });
    }

    private JsonWriter load(Arguments arguments) {
        var rules = rules(arguments, transfers)
                .listing(arguments.wholeNumber("maxErrors", ImportRules.DEFAULT_MAX_ERRORS, 0, MAX_ERRORS));
        return write(transfers.load(arguments.stream("lines"), rules));
    }

    /** The rules that a request states by namespace, onConflict and dryRun. */
    static ImportRules rules(Arguments arguments, Transfers transfers) {
        var conflict =
                Objects.requireNonNullElse(arguments.choice("onConflict", ConflictPolicy.class), ConflictPolicy.SKIP);
        return transfers
                .rules(arguments.swarm(), conflict)
                .into(arguments.optionalText("namespace"))
                .dry(arguments.flag("dryRun"));
    }

    static JsonWriter write(ImportResult result) {
        var json = new JsonWriter().beginObject();
        json.name("sourceSwarm").string(result.source().swarm());
        json.name("sourceNamespace").string(result.source().namespace());
        json.name("dryRun").bool(result.dryRun());
        json.name("entries").number(result.entries());
        json.name("imported").number(result.imported());
        json.name("unchanged").number(result.unchanged());
        json.name("skipped").number(result.skipped());
        json.name("expired").number(result.expired());
        json.name("failed").number(result.failed());
        json.name("complete").bool(result.complete());
        json.name("errors").beginArray();
        for (var error : result.errors()) {
            json.beginObject();
            json.name("line").number(error.line());
            json.name("key").string(error.key());
            json.name("reason").string(error.reason());
            json.endObject();
        }
        return json.endArray().endObject();
    }
}
