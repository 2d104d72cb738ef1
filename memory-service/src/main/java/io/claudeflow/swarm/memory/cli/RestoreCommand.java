package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.backup.BackupDirectory;
import io.claudeflow.swarm.memory.backup.RestoreSelection;
import io.claudeflow.swarm.memory.backup.RestoreSource;
import io.claudeflow.swarm.memory.backup.RestoredDatabase;
import io.claudeflow.swarm.memory.config.Durations;
import io.claudeflow.swarm.memory.engine.OfflineStore;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.objectstorage.ObjectLocation;
import io.claudeflow.swarm.memory.objectstorage.ObjectSource;
import io.claudeflow.swarm.memory.objectstorage.ObjectStorage;
import io.claudeflow.swarm.memory.objectstorage.ObjectStorageConfig;
import io.claudeflow.swarm.memory.revision.Revision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Restores a backup, through the service that has the database open or into the file. */
@Command(
        name = "restore",
        description = {
            "Verifies a backup and puts it in the place of the database, which is kept beside it. A service that has",
            "the database open starts itself anew with it. Writes since the backup are only in the database kept aside."
        })
final class RestoreCommand extends ClientCommand {
    private static final Duration PAUSE = Duration.ofMillis(200);

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "A backup in the directory of backups (BACKUP_DIR); without a service any file.")
    private @Nullable String file;

    @Option(
            names = "--from",
            paramLabel = "PLACE",
            description =
                    "For Jobs, in the place of FILE: any file, for a database that no service has open. The outcome"
                            + " is one line of JSON; run again after it was killed it ends well, too.")
    private @Nullable String from;

    @Option(
            names = "--keep-namespace",
            paramLabel = "NAME",
            description =
                    "With --from: only entries of this namespace; may be repeated. Agents, tasks and all else come"
                            + " along. --swarm gives the backup's own swarm another name.")
    private List<String> namespaces = new ArrayList<>();

    @Option(
            names = "--keep-tag",
            paramLabel = "TAG",
            description = "With --from: only entries with this tag, or one of several; may be repeated.")
    private List<String> tags = new ArrayList<>();

    @Option(
            names = "--max-age",
            paramLabel = "AGE",
            description = "With --from: only entries written within this time, such as 30d.")
    private @Nullable String maxAge;

    @Option(
            names = "--prefer-snapshot",
            description =
                    "With --from: a sound snapshot that an upgrade of the schema left beside the database and that has"
                            + " more than the backup (same epoch, higher revision) is restored instead.")
    private boolean preferSnapshot;

    @Mixin
    private final LastWords lastWords = new LastWords();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for the service to start anew; 120 without it, 0 does not wait.")
    private int wait = 120;

    RestoreCommand(CommandContext context) {
        super(context);
    }

    @Override
    boolean creates() {
        return true;
    }

    @Override
    public Integer call() {
        if ((from == null) == (file == null)) {
            throw new CommandFailure(ExitCode.USAGE, "FILE, --from: (expected: one of them)");
        }
        var place = from;
        if (place != null) {
            return lastWords.after(() -> restoreFrom(place));
        }
        if (preferSnapshot || !selection().equals(RestoreSelection.ALL)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--keep-namespace, --keep-tag, --max-age, --prefer-snapshot: (expected: with --from)");
        }
        return isServed()
                ? super.call()
                : restoreFile(Objects.requireNonNull(file)).code();
    }

    private RestoreSelection selection() {
        return new RestoreSelection(
                from == null ? null : swarmOption(), new TreeSet<>(namespaces), new TreeSet<>(tags), age());
    }

    private @Nullable Duration age() {
        var text = maxAge;
        return text == null
                ? null
                : Durations.parse(text)
                        .orElseThrow(() -> MemoryException.invalid("max-age", text, "a duration such as 12h or 30d"));
    }

    private JobReport restoreFrom(String place) {
        long begin = System.nanoTime();
        var restored = restored(place);
        var keptAs = restored.outcome().keptAs();
        return new JobReport(
                "restored",
                null,
                keptAs == null ? null : "the database before it is kept as " + keptAs,
                null,
                restored.outcome().source(),
                new JobReport.Contents(
                        restored.sizeBytes(),
                        restored.sha256(),
                        restored.outcome().revision(),
                        restored.rows()),
                Duration.ofNanos(System.nanoTime() - begin),
                null);
    }

    private RestoredDatabase restored(String place) {
        if (!ObjectLocation.isOne(place)) {
            return restored(OfflineStore.fileSource(Path.of(place)));
        }
        try (var storage = new ObjectStorage(ObjectStorageConfig.from(environment()))) {
            return restored(new ObjectSource(storage, ObjectLocation.parse("from", place)));
        }
    }

    private RestoredDatabase restored(RestoreSource backup) {
        var config = config().engine();
        var source = preferSnapshot ? OfflineStore.newest(config, backup, clock()) : backup;
        return OfflineStore.restore(config, source, selection(), clock());
    }

    private ExitCode restoreFile(String name) {
        var config = config().engine();
        var given = Path.of(name);
        var directory = config.database()
                .toAbsolutePath()
                .resolveSibling(config.features().backups().directory());
        var source = Files.exists(given) ? given : new BackupDirectory(directory).existing("file", name);
        var restored = OfflineStore.restore(config, OfflineStore.fileSource(source), RestoreSelection.ALL, clock())
                .outcome();
        var json = new JsonWriter().beginObject();
        json.name("source").string(restored.source());
        json.name("keptAs").string(restored.keptAs());
        json.name("revision").string(restored.revision().toString());
        if (forPeople(json.endObject().toBytes()) != null) {
            out().println("restored " + restored.source() + " at revision " + restored.revision());
            if (restored.keptAs() != null) {
                out().println("the database before it is kept as " + restored.keptAs());
            }
        }
        return ExitCode.OK;
    }

    @Override
    ExitCode work(MemoryAccess memory) {
        var request = new JsonWriter().beginObject().name("name").string(file).endObject();
        var answer = call(memory, "BackupService.Restore", request);
        var object = JsonSlice.parse("answer", answer).object();
        var revision = Revision.parse("revision", text(object, "revision"));
        if (wait > 0) {
            awaitEpoch(memory, revision.epoch());
        }
        if (forPeople(answer) != null) {
            out().println((wait > 0 ? "restored " : "verified, the service starts anew with ") + text(object, "source")
                    + " at revision " + revision);
        }
        return ExitCode.OK;
    }

    private void awaitEpoch(MemoryAccess memory, long epoch) {
        long end = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
        while (epoch(memory) != epoch) {
            if (System.nanoTime() - end > 0) {
                throw new CommandFailure(
                        ExitCode.UNAVAILABLE,
                        "the service did not begin epoch " + epoch + " within " + wait + " seconds; its log says why");
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailure(ExitCode.FAILURE, "interrupted");
            }
        }
    }

    /** The epoch that is served; 0 while nothing is. */
    private long epoch(MemoryAccess memory) {
        try {
            return JsonSlice.parse("answer", memory.statistics(swarm()))
                    .object()
                    .required("epoch")
                    .wholeNumber();
        } catch (CommandFailure e) {
            if (e.code() == ExitCode.UNAVAILABLE) {
                return 0;
            }
            throw e;
        }
    }
}
