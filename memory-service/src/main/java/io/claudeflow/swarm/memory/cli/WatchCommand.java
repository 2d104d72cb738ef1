package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.contract.Contract;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "watch", description = "Prints changes as they happen, until it is stopped.")
final class WatchCommand extends ClientCommand {
    @Option(
            names = "--from",
            paramLabel = "ID",
            description = "What was seen last, 1-0 for all; without it, what comes.")
    private @Nullable String from;

    @Option(names = "--namespace", paramLabel = "NAMESPACE", description = "Only of this namespace.")
    private @Nullable String namespace;

    @Option(names = "--pattern", paramLabel = "PATTERN", description = "Only keys that match; * and ? are wildcards.")
    private @Nullable String pattern;

    @Option(names = "--table", paramLabel = "TABLE", description = "Only this table; may be repeated.")
    private List<String> tables = new ArrayList<>();

    WatchCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode work(MemoryAccess memory) {
        var request = new JsonWriter().beginObject();
        text(request, "from", from);
        text(request, "namespace", namespace);
        text(request, "pattern", pattern);
        request.name("tables").strings(tables);
        var rpc = Contract.load().rpc("WatchService.Watch").orElseThrow();
        memory.stream(rpc, JsonSlice.body(request.endObject().toBytes()).object(), this::print);
        return ExitCode.OK;
    }

    private static void text(JsonWriter request, String name, @Nullable String value) {
        if (value != null) {
            request.name(name).string(value);
        }
    }

    private void print(byte[] answer) {
        var event = forPeople(answer);
        if (event != null && !text(event, "type").equals("heartbeat")) {
            out().println(line(event));
        }
        out().flush();
    }

    private static String line(JsonObject event) {
        var line = new StringBuilder(text(event, "id")).append('\t').append(text(event, "type"));
        event.value("table").ifPresent(table -> {
            line.append('\t').append(table.string()).append('\t').append(text(event, "operation"));
            var of = text(event, "namespace");
            line.append('\t').append(of.isEmpty() ? "" : of + "/").append(text(event, "key"));
        });
        event.value("detail").ifPresent(detail -> line.append('\t').append(detail.raw()));
        event.value("reason").ifPresent(reason -> line.append('\t').append(reason.string()));
        return line.toString();
    }
}
