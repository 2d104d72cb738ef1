package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.entry.EntryKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists the entries of one namespace by key.")
final class ListCommand extends QueryCommand {
    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "default without it.")
    private String namespace = EntryKey.DEFAULT_NAMESPACE;

    ListCommand(CommandContext context) {
        super(context);
    }

    @Override
    String namespace() {
        return namespace;
    }

    @Override
    @Nullable
    String pattern() {
        return null;
    }
}
