package io.claudeflow.swarm.memory.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "search",
        description = "Lists entries whose keys match a pattern, in every namespace unless one is named.")
final class SearchCommand extends QueryCommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PATTERN",
            description = "* any run of characters, ? one character; every key without it.")
    private @Nullable String pattern;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "Only this namespace.")
    private @Nullable String namespace;

    SearchCommand(CommandContext context) {
        super(context);
    }

    @Override
    @Nullable
    String namespace() {
        return namespace;
    }

    @Override
    @Nullable
    String pattern() {
        return pattern;
    }
}
