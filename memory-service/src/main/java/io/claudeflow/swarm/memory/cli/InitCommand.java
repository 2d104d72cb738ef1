package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.backup.RestoreOutcome;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.logging.LogSetup;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "init",
        description =
                "Creates the database, or opens and upgrades the one that is there, checks it and says what it found.")
final class InitCommand implements Callable<Integer> {
    @Option(names = "--db", paramLabel = "FILE", description = "Instead of DB_PATH.")
    private @Nullable String database;

    @Option(names = "--output", paramLabel = "FORMAT", description = "text (default) or json.")
    private ClientCommand.Output output = ClientCommand.Output.TEXT;

    private final CommandContext context;

    InitCommand(CommandContext context) {
        this.context = context;
    }

    private static void restored(RestoreOutcome outcome) {
        switch (outcome) {
            case RestoreOutcome.None() -> {}
            case RestoreOutcome.Restored(var source, var keptAs, var revision) -> {
                System.out.println("restored " + source + " at revision " + revision);
                if (keptAs != null) {
                    System.out.println("the database before it is kept as " + keptAs);
                }
            }
            case RestoreOutcome.NotRestored(var reasons) ->
                reasons.forEach(reason -> System.out.println("not restored: " + reason));
        }
    }

    private static void restored(JsonWriter json, RestoreOutcome outcome) {
        switch (outcome) {
            case RestoreOutcome.None() -> json.nul();
            case RestoreOutcome.Restored(var source, var keptAs, var revision) -> {
                json.beginObject().name("restored").bool(true);
                json.name("source").string(source);
                json.name("keptAs").string(keptAs);
                json.name("revision").string(revision.toString()).endObject();
            }
            case RestoreOutcome.NotRestored(var reasons) -> {
                json.beginObject().name("restored").bool(false);
                json.name("reasons").strings(reasons).endObject();
            }
        }
    }

    @Override
    public Integer call() {
        var config = context.config(database, null);
        LogSetup.apply(config.logLevel(), config.logFormat());
        boolean existed = Files.exists(config.database());
        try (var engine = MemoryEngine.open(config.engine(), context.clock(), EngineListener.NONE)) {
            var figures = engine.maintenance().databaseStatistics();
            var report = engine.maintenance().integrityCheck();
            long entries = engine.entries().statistics(config.swarm()).entries();
            if (output == ClientCommand.Output.JSON) {
                var json = new JsonWriter().beginObject();
                json.name("database").string(config.database().toString());
                json.name("created").bool(!existed);
                json.name("schemaVersion").number(figures.schemaVersion());
                json.name("tables").number(figures.tables());
                json.name("revision").string(figures.revision().toString());
                json.name("swarm").string(config.swarm());
                json.name("entries").number(entries);
                json.name("sizeBytes").number(figures.databaseBytes());
                json.name("ok").bool(report.ok());
                restored(json.name("restore"), engine.restoreOutcome());
                System.out.println(json.endObject());
            } else {
                System.out.println((existed ? "found " : "created ") + config.database());
                System.out.println("schema version " + figures.schemaVersion() + ", " + figures.tables() + " tables, "
                        + figures.databaseBytes() + " bytes, revision " + figures.revision());
                System.out.println("swarm " + config.swarm() + ": " + entries + " entries");
                System.out.println("integrity " + (report.ok() ? "ok" : "damaged"));
                report.problems().forEach(problem -> System.out.println("  " + problem));
                restored(engine.restoreOutcome());
            }
            return report.ok() ? ExitCode.OK.code() : ExitCode.FAILURE.code();
        }
    }
}
