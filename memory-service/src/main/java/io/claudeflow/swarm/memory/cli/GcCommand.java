package io.claudeflow.swarm.memory.cli;

import picocli.CommandLine.Command;

@Command(name = "gc", description = "Deletes expired entries.")
final class GcCommand extends ClientCommand {
    GcCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode work(MemoryAccess memory) {
        var report = forPeople(memory.gc());
        if (report != null) {
            out().println("deleted " + text(report, "deleted") + " expired entries");
        }
        return ExitCode.OK;
    }
}
