package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.TagMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What list and search have in common. */
abstract class QueryCommand extends ClientCommand {
    @Option(names = "--tag", paramLabel = "TAG", description = "Only entries with the tag; may be repeated.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--all-tags", description = "Entries must have every tag, not just one.")
    private boolean allTags;

    @Option(names = "--limit", paramLabel = "N", description = "1 to 1,000; 100 without it.")
    private int limit = EntryQuery.DEFAULT_LIMIT;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "From the page before.")
    private @Nullable String cursor;

    @Option(names = "--values", description = "Print values, too.")
    private boolean values;

    QueryCommand(CommandContext context) {
        super(context);
    }

    /** The namespace, or null for all. */
    abstract @Nullable String namespace();

    /** The pattern, or null for all keys. */
    abstract @Nullable String pattern();

    @Override
    ExitCode work(MemoryAccess memory) {
        var wanted = pattern();
        var query = EntryQuery.all(swarm(), namespace())
                .tagged(Tags.of(tags), allTags ? TagMode.ALL : TagMode.ANY)
                .page(limit, cursor)
                .withValues(values);
        var answer = forPeople(memory.list(wanted == null ? query : query.matching(new Glob(wanted))));
        if (answer != null) {
            print(answer);
        }
        return ExitCode.OK;
    }

    private void print(JsonObject page) {
        for (var slice : page.required("entries").elements()) {
            var entry = slice.object();
            var line = new StringBuilder(text(entry, "namespace"))
                    .append('/')
                    .append(text(entry, "key"))
                    .append('\t')
                    .append(text(entry, "valueBytes"))
                    .append(" bytes\t")
                    .append(text(entry, "updatedAt"));
            if (values) {
                line.append('\t')
                        .append(entry.value("value").map(JsonSlice::raw).orElse("null"));
            }
            out().println(line);
        }
        page.value("nextCursor").ifPresent(next -> System.err.println("more: --cursor " + next.string()));
    }
}
