package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.Preconditions;
import io.claudeflow.swarm.memory.json.JsonSlice;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Deletes an entry; exit code 3 when there is none.")
final class DeleteCommand extends ClientCommand {
    @Parameters(index = "0", paramLabel = "KEY")
    private String key = "";

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "default without it.")
    private String namespace = EntryKey.DEFAULT_NAMESPACE;

    @Option(names = "--if-match", paramLabel = "REVISION", description = "Only this revision, such as 1-42.")
    private @Nullable String ifMatch;

    DeleteCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode work(MemoryAccess memory) {
        var condition = Preconditions.of(
                "if-match", ifMatch == null ? List.of() : List.of(ifMatch), "if-none-match", List.of());
        var answer = memory.delete(new EntryOperation.Delete(new EntryKey(swarm(), namespace, key), condition));
        boolean deleted =
                JsonSlice.parse("answer", answer).object().required("deleted").bool();
        var people = forPeople(answer);
        if (people != null) {
            out().println((deleted ? "deleted " : "no entry ") + namespace + "/" + key);
        }
        return deleted ? ExitCode.OK : ExitCode.NOT_FOUND;
    }
}
