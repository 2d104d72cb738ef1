package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.config.InvalidConfigurationException;
import io.claudeflow.swarm.memory.config.ServiceConfig;
import java.time.Clock;
import java.util.Map;

/**
 * {@code swarm-memory serve} without options, as a container starts it: the parser of the command line stays unloaded,
 * which an AOT cache cannot hold (its classes are too old) and which would cost a tenth of the start.
 */
public final class Serve {
    private Serve() {}

    /** Whether the arguments are just {@code serve}. */
    public static boolean asked(String[] arguments) {
        return arguments.length == 1 && arguments[0].equals("serve");
    }

    /** Runs the service with the environment's configuration; returns the exit code when it cannot start. */
    public static int run(Map<String, String> environment, Clock clock, ServiceRunner runner) {
        try {
            return runner.serve(ServiceConfig.forService(environment, clock));
        } catch (InvalidConfigurationException e) {
            System.err.println("swarm-memory: the configuration is wrong");
            e.mistakes().forEach(mistake -> System.err.println("  " + mistake));
            return ExitCode.USAGE.code();
        }
    }
}
