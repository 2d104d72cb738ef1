package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.json.JsonSlice;
import java.util.Locale;
import picocli.CommandLine.Command;

@Command(name = "stats", description = "Prints figures about the memory.")
final class StatsCommand extends ClientCommand {
    StatsCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode work(MemoryAccess memory) {
        var stats = forPeople(memory.statistics(swarm()));
        if (stats == null) {
            return ExitCode.OK;
        }
        var database = stats.required("database").object();
        var cache = stats.required("cache").object();
        var compression = stats.required("compression").object();
        line("swarm", text(stats, "swarm"));
        line("entries", text(stats, "entries"));
        line("revision", text(stats, "epoch") + "-" + text(stats, "revision"));
        line("database", text(database, "sizeBytes") + " bytes, log " + text(database, "walBytes") + " bytes");
        line("disk free", text(database, "diskFreeBytes") + " bytes");
        line("cache", text(cache, "entries") + " entries, " + text(cache, "bytes") + " bytes");
        line("hit rate", cache.value("hitRate").map(StatsCommand::percent).orElse("no reads yet"));
        line("compression", text(compression, "entries") + " entries, ratio " + text(compression, "ratio"));
        line("uptime", text(stats, "uptimeSeconds") + " s");
        line("version", text(stats, "version"));
        return ExitCode.OK;
    }

    private static String percent(JsonSlice rate) {
        return String.format(Locale.ROOT, "%.1f %%", rate.number() * 100);
    }

    private static void line(String name, String value) {
        out().printf(Locale.ROOT, "%-12s %s%n", name, value);
    }
}
