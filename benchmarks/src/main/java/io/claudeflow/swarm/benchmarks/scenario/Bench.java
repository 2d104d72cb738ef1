package io.claudeflow.swarm.benchmarks.scenario;

import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.process.WorkDirectory;
import io.claudeflow.swarm.benchmarks.swarm.MemoryCommand;
import io.claudeflow.swarm.benchmarks.swarm.SwarmMemoryServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a scenario works with.
 *
 * @param seed of everything random
 * @param launcher {@code swarm-memory}
 * @param settings of the memory service that whoever runs it asked for; they win over those of a scenario
 * @param work where servers keep their data
 * @param log what goes on, for whoever waits
 */
public record Bench(
        Sizes sizes,
        long seed,
        Path launcher,
        Map<String, String> settings,
        WorkDirectory work,
        Clock clock,
        PrintStream log) {
    /**
     * Starts the memory service on a store of its own.
     *
     * @param name of the directory of the store, different for each
     * @param own settings that the scenario needs
     */
    public SwarmMemoryServer startMemory(String name, Map<String, String> own, Cleanup cleanup)
            throws IOException, InterruptedException {
        return startMemory(name, own, UnaryOperator.identity(), cleanup);
    }

    /**
     * As {@link #startMemory(String, Map, Cleanup)}.
     *
     * @param within what becomes of the command, see {@link SwarmMemoryServer}
     */
    public SwarmMemoryServer startMemory(
            String name, Map<String, String> own, UnaryOperator<List<String>> within, Cleanup cleanup)
            throws IOException, InterruptedException {
        return startMemory(work.forServer(name), own, within, cleanup);
    }

    /** As {@link #startMemory(String, Map, Cleanup)}, on the store that lies in a directory. */
    public SwarmMemoryServer startMemoryIn(Path directory, Map<String, String> own, Cleanup cleanup)
            throws IOException, InterruptedException {
        return startMemory(directory, own, UnaryOperator.identity(), cleanup);
    }

    private SwarmMemoryServer startMemory(
            Path directory, Map<String, String> own, UnaryOperator<List<String>> within, Cleanup cleanup)
            throws IOException, InterruptedException {
        log.println("starting swarm-memory");
        Map<String, String> all = new HashMap<>(own);
        all.putAll(settings);
        return SwarmMemoryServer.start(launcher, directory, all, within, cleanup);
    }

    /** The commands of the memory service, with the directory for what they write down. */
    public MemoryCommand command(Path directory, Cleanup cleanup) {
        return new MemoryCommand(launcher, directory, settings, cleanup);
    }

    /** Processors of the machine, for servers and harness together. */
    public int machineCores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
