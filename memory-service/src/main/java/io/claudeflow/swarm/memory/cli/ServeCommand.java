package io.claudeflow.swarm.memory.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description = "Runs the service until it is told to stop (SIGTERM). Settings come from the environment.")
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--swarm", paramLabel = "ID", description = "Instead of SWARM_ID.")
    private @Nullable String swarm;

    @Option(names = "--db", paramLabel = "FILE", description = "Instead of DB_PATH.")
    private @Nullable String database;

    @Option(names = "--config", paramLabel = "FILE", description = "Instead of CONFIG_FILE.")
    private @Nullable String configFile;

    private final CommandContext context;

    ServeCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return context.runner().serve(context.serviceConfig(database, swarm, configFile));
    }
}
