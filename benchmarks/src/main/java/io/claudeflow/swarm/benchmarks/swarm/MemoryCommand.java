package io.claudeflow.swarm.benchmarks.swarm;

import io.claudeflow.swarm.benchmarks.process.ChildProcess;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands of {@code swarm-memory} that the operator's Jobs and init container run, each a process of its own.
 *
 * @param directory for what they say
 * @param settings of the memory service, as it has them in its environment
 */
public record MemoryCommand(Path launcher, Path directory, Map<String, String> settings, Cleanup cleanup) {
    /** No command has a reason to take longer, but a store of some gigabytes on a busy machine. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    public MemoryCommand {
        settings = Map.copyOf(settings);
    }

    /** The same with one more setting. */
    public MemoryCommand with(String name, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(name, value);
        return new MemoryCommand(launcher, directory, more, cleanup);
    }

    /**
     * Runs one to its end.
     *
     * @return how long it took, the start of its Java included, in nanoseconds
     * @throws IOException with the end of its output when it fails, or takes too long and is ended
     */
    public long run(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toAbsolutePath().toString(), name));
        command.addAll(List.of(arguments));
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("SWARM_JAVA_HOME", System.getProperty("java.home"));
        long begin = System.nanoTime();
        ChildProcess process = cleanup.open(() -> ChildProcess.start(name, directory, command, environment, "TERM"));
        try {
            process.awaitSuccess(LIMIT);
            return System.nanoTime() - begin;
        } finally {
            process.close();
        }
    }
}
