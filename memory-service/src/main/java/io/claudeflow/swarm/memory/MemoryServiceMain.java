package io.claudeflow.swarm.memory;

import io.claudeflow.swarm.memory.cli.Serve;
import io.claudeflow.swarm.memory.cli.SwarmMemory;
import io.claudeflow.swarm.memory.engine.ProgramVersion;
import java.time.Clock;

/** The program {@code swarm-memory}: the command line, and the service behind {@code serve}. */
public final class MemoryServiceMain {
    private MemoryServiceMain() {}

    public static void main(String[] arguments) {
        var version = ProgramVersion.current();
        var clock = Clock.systemUTC();
        var runner = new CommandRunner(clock, version);
        System.exit(
                Serve.asked(arguments)
                        ? Serve.run(System.getenv(), clock, runner)
                        : SwarmMemory.run(arguments, System.getenv(), clock, version, runner));
    }
}
