package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.entry.EntryKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "retrieve",
        description = {
            "Prints the value of an entry as it was stored, ended by a line break when it has none;",
            "with --output json, the whole entry (bytes as base64)."
        })
final class RetrieveCommand extends ClientCommand {
    @Parameters(index = "0", paramLabel = "KEY")
    private String key = "";

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "default without it.")
    private String namespace = EntryKey.DEFAULT_NAMESPACE;

    RetrieveCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode work(MemoryAccess memory) {
        var entryKey = new EntryKey(swarm(), namespace, key);
        var answer = wantsJson() ? memory.entry(entryKey) : memory.value(entryKey);
        out().write(answer, 0, answer.length);
        if (!endsLine(answer)) {
            out().println();
        }
        return ExitCode.OK;
    }

    private static boolean endsLine(byte[] answer) {
        return answer.length > 0 && answer[answer.length - 1] == '\n';
    }
}
