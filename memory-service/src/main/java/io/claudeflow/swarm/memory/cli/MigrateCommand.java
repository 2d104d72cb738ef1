package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.agent.AgentSpec;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.ImportTarget;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.legacy.AggregateSink;
import io.claudeflow.swarm.memory.legacy.AggregateTarget;
import io.claudeflow.swarm.memory.legacy.EmbeddingSink;
import io.claudeflow.swarm.memory.legacy.EntryStoreSink;
import io.claudeflow.swarm.memory.legacy.ImportObserver;
import io.claudeflow.swarm.memory.legacy.ImportOptions;
import io.claudeflow.swarm.memory.legacy.ImportReport;
import io.claudeflow.swarm.memory.legacy.LegacyImporter;
import io.claudeflow.swarm.memory.legacy.LegacySink;
import io.claudeflow.swarm.memory.legacy.LifetimeRule;
import io.claudeflow.swarm.memory.legacy.ReportJson;
import io.claudeflow.swarm.memory.legacy.ReportText;
import io.claudeflow.swarm.memory.legacy.decode.TextDecoding;
import io.claudeflow.swarm.memory.policy.Lifetime;
import io.claudeflow.swarm.memory.policy.PolicyReader;
import io.claudeflow.swarm.memory.policy.yaml.YamlPolicyReader;
import io.claudeflow.swarm.memory.task.TaskSpec;
import io.claudeflow.swarm.memory.task.TaskStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Imports what earlier systems left; through the service when one has the target open. */
@Command(
        name = "migrate",
        description = {
            "Imports the memories of earlier systems: files of JSON and SQLite in every known format, recognised by",
            "what is in them. Sources are only read. Run it again as often as you like: what is there is left alone.",
            "Exit code 1 when something could not be imported, 3 when there is no source or nothing to import. With",
            "--termination-log 0 when everything that could be read is imported, else 1."
        })
final class MigrateCommand extends ClientCommand {
    /** The kinds of target there are. */
    enum Type {
        SQLITE
    }

    @Option(
            names = "--source",
            required = true,
            paramLabel = "PATH",
            description = "A file, or a directory that is searched where earlier systems kept theirs; may be repeated.")
    private List<Path> sources = new ArrayList<>();

    @Option(names = "--target", paramLabel = "FILE", description = "The database file; the same as --db.")
    private @Nullable String target;

    @Option(names = "--type", paramLabel = "TYPE", description = "sqlite, the only one there is.")
    @SuppressWarnings("unused") // picocli refuses every other word
    private Type type = Type.SQLITE;

    @Option(names = "--dry-run", description = "Decide and count, write nothing.")
    private boolean dryRun;

    @Option(names = "--verbose", description = "Say what becomes of each row, on standard error.")
    private boolean verbose;

    @Option(
            names = "--conflict",
            paramLabel = "POLICY",
            description = "When something else is there under a key: skip (default), overwrite, or newer.")
    private ConflictPolicy conflict = ConflictPolicy.SKIP;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "The zone of times that one earlier system wrote as local time; UTC without it.")
    private ZoneId zone = ZoneOffset.UTC;

    @Option(names = "--skip-archived", description = "Leave out rows that their system had archived.")
    private boolean skipArchived;

    @Option(
            names = "--policies",
            paramLabel = "FILE",
            description = "Retention policies for files of a system that kept lifetimes apart from its entries; the"
                    + " policies that this program ships without it.")
    private @Nullable Path policies;

    @Option(
            names = "--work-dir",
            paramLabel = "DIRECTORY",
            description = "Where sources are copied that cannot be read in place; beside the database without it.")
    private @Nullable Path workDirectory;

    @Mixin
    private final LastWords lastWords = new LastWords();

    MigrateCommand(CommandContext context) {
        super(context);
    }

    @Override
    @Nullable
    String database() {
        return target == null ? super.database() : target;
    }

    @Override
    boolean creates() {
        return true;
    }

    @Override
    public Integer call() {
        if (lastWords.wanted()) {
            return lastWords.after(this::job);
        }
        checkSources();
        return dryRun && isNowhere()
                ? migrate(new AggregateSink(new EntryStoreSink(new EmptyTarget(), swarm()), new EmptyStores()))
                        .code()
                : super.call();
    }

    private MigrationReport job() {
        checkSources();
        try (var memory = memory()) {
            var report = run(sink(memory));
            print(report);
            return new MigrationReport(report);
        }
    }

    private void checkSources() {
        for (var source : sources) {
            if (!Files.exists(source)) {
                throw new CommandFailure(
                        ExitCode.NOT_FOUND, "source: " + source + " (expected: a file or directory that is there)");
            }
        }
    }

    /** What a dry run sees where there is no database yet: it does not create one. */
    private static final class EmptyTarget implements ImportTarget {
        @Override
        public Optional<Entry> get(EntryKey key) {
            return Optional.empty();
        }

        @Override
        public List<OperationResult> batch(Batch batch) {
            throw new IllegalStateException("a dry run writes nothing");
        }
    }

    /** As {@link EmptyTarget}. */
    private static final class EmptyStores implements AggregateTarget {
        @Override
        public Optional<Stored> agent(String id) {
            return Optional.empty();
        }

        @Override
        public Optional<Stored> task(String id) {
            return Optional.empty();
        }

        @Override
        public void register(AgentSpec agent) {
            throw written();
        }

        @Override
        public void create(TaskSpec task, TaskStatus status, @Nullable String result) {
            throw written();
        }

        @Override
        public void redefine(TaskSpec task) {
            throw written();
        }

        @Override
        public void setDependencies(String task, List<String> dependencies) {
            throw written();
        }

        private static IllegalStateException written() {
            return new IllegalStateException("a dry run writes nothing");
        }
    }

    @Override
    ExitCode work(MemoryAccess memory) {
        return migrate(sink(memory));
    }

    private LegacySink sink(MemoryAccess memory) {
        var entries = new EntryStoreSink(memory.importTarget(), swarm());
        return new AggregateSink(
                new EmbeddingSink(entries, new MemoryEmbeddings(memory)), new MemoryAggregates(memory));
    }

    private ExitCode migrate(LegacySink to) {
        var report = run(to);
        print(report);
        return exitCode(report);
    }

    private void print(ImportReport report) {
        out().print(wantsJson() ? ReportJson.of(report) + System.lineSeparator() : ReportText.of(report));
        out().flush();
    }

    private ImportReport run(LegacySink sink) {
        ImportObserver observer = verbose
                ? (origin, name, result, reason) -> System.err.println(result + " " + origin.file() + " "
                        + origin.table() + " " + name + (reason == null ? "" : ": " + reason))
                : ImportObserver.SILENT;
        return new LegacyImporter(sink, clock(), observer).run(sources, options());
    }

    private ImportOptions options() {
        var file = databaseFile();
        return new ImportOptions(
                conflict,
                dryRun,
                TextDecoding.STRUCTURES,
                zone,
                !skipArchived,
                config().maxValueBytes(),
                ImportOptions.DEFAULT_MAX_ERRORS,
                workDirectory == null ? workDirectory(file) : workDirectory,
                Set.of(file),
                lifetimes());
    }

    private LifetimeRule lifetimes() {
        return switch (new YamlPolicyReader().read(policyText())) {
            case PolicyReader.Reading.Accepted(var accepted) ->
                (namespace, key) -> accepted.of(namespace, key).lifetime() instanceof Lifetime.Seconds(long seconds)
                        ? Optional.of(Duration.ofSeconds(seconds))
                        : Optional.empty();
            case PolicyReader.Reading.Rejected(var problems) ->
                throw new CommandFailure(ExitCode.USAGE, "policies: " + problems.getFirst());
        };
    }

    private String policyText() {
        try (var in = policies == null
                ? MigrateCommand.class.getResourceAsStream("/policies/default.yaml")
                : Files.newInputStream(policies)) {
            return new String(Objects.requireNonNull(in, "shipped").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "policies: " + policies + " (expected: a file that can be read)");
        }
    }

    /** Beside the target, where there is room; elsewhere when the target is not on this machine. */
    private static Path workDirectory(Path file) {
        var beside = file.toAbsolutePath().getParent();
        return beside != null && Files.isWritable(beside) ? beside : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static ExitCode exitCode(ImportReport report) {
        return switch (report.status()) {
            case COMPLETE -> ExitCode.OK;
            case WITH_ERRORS -> ExitCode.FAILURE;
            case NOTHING_FOUND -> ExitCode.NOT_FOUND;
            case STOPPED -> ExitCode.UNAVAILABLE;
        };
    }
}
