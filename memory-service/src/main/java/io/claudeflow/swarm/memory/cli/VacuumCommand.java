package io.claudeflow.swarm.memory.cli;

import picocli.CommandLine.Command;

@Command(name = "vacuum", description = "Rewrites the database file without its free pages; writers wait meanwhile.")
final class VacuumCommand extends ClientCommand {
    VacuumCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode work(MemoryAccess memory) {
        var report = forPeople(memory.vacuum());
        if (report != null) {
            out().println("from " + text(report, "bytesBefore") + " to " + text(report, "bytesAfter") + " bytes");
        }
        return ExitCode.OK;
    }
}
