package io.claudeflow.swarm.memory.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "train",
        hidden = true,
        description = {
            "Runs the service on free ports with a database of its own under a short load and ends, so that",
            "SWARM_AOT_OUTPUT=FILE swarm-memory train writes an AOT cache for a fast start. Needs no network."
        })
final class TrainCommand implements Callable<Integer> {
    private final CommandContext context;

    TrainCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try {
            var directory = Files.createTempDirectory("swarm-memory-train");
            try {
                var variables = new HashMap<>(context.environment());
                variables.put("HTTP_PORT", "0");
                variables.put("GRPC_PORT", "0");
                variables.put("METRICS_PORT", "0");
                variables.put("BIND_ADDRESS", "127.0.0.1");
                variables.put("LOG_LEVEL", "warn");
                var training = new CommandContext(variables, context.clock(), context.version(), context.runner());
                context.runner()
                        .train(training.config(directory.resolve("memory.db").toString(), null));
            } finally {
                delete(directory);
            }
            return ExitCode.OK.code();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
