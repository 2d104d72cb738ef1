package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.contract.Contract;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "query",
        description = "Answers one statement of SQL that reads, over the whole file; rows are printed with tabs.")
final class SqlCommand extends ClientCommand {
    @Parameters(paramLabel = "SQL", description = "SELECT, WITH, VALUES or EXPLAIN of these.")
    private String sql = "";

    @Option(
            names = "--parameters",
            paramLabel = "JSON",
            description = "An array for ? and ?1, an object for :name, @name and $$name.")
    private @Nullable String parameters;

    @Option(names = "--max-rows", paramLabel = "N", description = "1 to 10,000; 1,000 without it.")
    private @Nullable Integer maxRows;

    @Option(names = "--timeout-millis", paramLabel = "N", description = "1 to 30,000; 5,000 without it.")
    private @Nullable Integer timeoutMillis;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "From the answer before.")
    private @Nullable String cursor;

    SqlCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode work(MemoryAccess memory) {
        var request = new JsonWriter().beginObject().name("sql").string(sql);
        if (parameters != null) {
            request.name("parameters")
                    .raw(JsonSlice.parse("--parameters", utf8(parameters)).bytes());
        }
        number(request, "maxRows", maxRows);
        number(request, "timeoutMillis", timeoutMillis);
        if (cursor != null) {
            request.name("cursor").string(cursor);
        }
        var rpc = Contract.load().rpc("QueryService.Query").orElseThrow();
        var answer = forPeople(
                memory.call(rpc, JsonSlice.body(request.endObject().toBytes()).object()));
        if (answer != null) {
            out().println(answer.required("columns").elements().stream()
                    .map(column -> text(column.object(), "name"))
                    .collect(Collectors.joining("\t")));
            for (var row : answer.required("rows").elements()) {
                out().println(row.elements().stream().map(SqlCommand::cell).collect(Collectors.joining("\t")));
            }
            answer.value("nextCursor").ifPresent(next -> System.err.println("more: --cursor " + next.string()));
        }
        return ExitCode.OK;
    }

    private static void number(JsonWriter request, String name, @Nullable Integer value) {
        if (value != null) {
            request.name(name).number(value);
        }
    }

    private static String cell(JsonSlice value) {
        return switch (value.type()) {
            case STRING -> value.string();
            case NULL -> "";
            default -> value.raw();
        };
    }
}
