package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.json.Utf8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "retrieve",
        description = {
            "Prints the value of an entry as it was stored (text is ended by a line break when it has none);",
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

    @Option(names = "--file", paramLabel = "FILE", description = "Write exactly the stored bytes to a file.")
    private @Nullable Path file;

    RetrieveCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode work(MemoryAccess memory) {
        var entryKey = new EntryKey(swarm(), namespace, key);
        var answer = wantsJson() ? memory.entry(entryKey) : memory.value(entryKey);
        if (file != null) {
            write(file, answer);
            return ExitCode.OK;
        }
        out().write(answer, 0, answer.length);
        if (wantsLineEnd(answer)) {
            out().println();
        }
        return ExitCode.OK;
    }

    private static void write(Path file, byte[] answer) {
        try {
            Files.write(file, answer);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILURE, "file: " + file + " cannot be written: " + e.getMessage());
        }
    }

    private static boolean wantsLineEnd(byte[] answer) {
        boolean ended = answer.length > 0 && answer[answer.length - 1] == '\n';
        return !ended && Utf8.firstInvalid(answer, 0, answer.length) < 0;
    }
}
