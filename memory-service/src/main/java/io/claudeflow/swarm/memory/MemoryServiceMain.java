package io.claudeflow.swarm.memory;

import io.claudeflow.swarm.memory.cli.Serve;
import io.claudeflow.swarm.memory.cli.SwarmMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Properties;

/** The program {@code swarm-memory}: the command line, and the service behind {@code serve}. */
public final class MemoryServiceMain {
    private MemoryServiceMain() {}

    public static void main(String[] arguments) {
        var version = version();
        var clock = Clock.systemUTC();
        var runner = new CommandRunner(clock, version);
        System.exit(
                Serve.asked(arguments)
                        ? Serve.run(System.getenv(), clock, runner)
                        : SwarmMemory.run(arguments, System.getenv(), clock, version, runner));
    }

    private static String version() {
        try (var input = MemoryServiceMain.class.getResourceAsStream("/version.properties")) {
            var properties = new Properties();
            properties.load(input);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties cannot be read", e);
        }
    }
}
