package io.claudeflow.swarm.memory.cli;

import picocli.CommandLine.Command;

@Command(name = "namespaces", description = "Lists the namespaces that have entries.")
final class NamespacesCommand extends ClientCommand {
    NamespacesCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode work(MemoryAccess memory) {
        var answer = forPeople(memory.namespaces(swarm()));
        if (answer != null) {
            for (var slice : answer.required("namespaces").elements()) {
                var summary = slice.object();
                out().println(text(summary, "namespace") + "\t" + text(summary, "entries") + " entries\t"
                        + text(summary, "valueBytes") + " bytes");
            }
        }
        return ExitCode.OK;
    }
}
