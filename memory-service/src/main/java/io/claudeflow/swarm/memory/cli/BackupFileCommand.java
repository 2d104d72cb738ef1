package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.engine.OfflineStore;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The Job that backs the file of a store up that no service has open. */
@Command(
        name = "backup-file",
        description = {
            "For Jobs: takes a backup of a database that no service has open, also of one whose service was killed,",
            "and proves it. Run again after it was killed it ends well, too. Exit code 0 when the backup is proven,",
            "else 1."
        })
final class BackupFileCommand implements Callable<Integer> {
    @Option(names = "--db", paramLabel = "FILE", description = "The database file; DB_PATH without it.")
    private @Nullable String database;

    @Mixin
    private final BackupTarget target;

    @Mixin
    private final LastWords lastWords = new LastWords();

    private final CommandContext context;

    BackupFileCommand(CommandContext context) {
        this.context = context;
        this.target = new BackupTarget(context);
    }

    @Override
    public Integer call() {
        return lastWords.after(this::back);
    }

    private JobReport back() {
        long begin = System.nanoTime();
        var manifest = target.fill(this::take);
        return new JobReport(
                "verified",
                null,
                null,
                target.artifact().name().replaceFirst(BackupTarget.SUFFIX + "$", ""),
                target.location(),
                JobReport.Contents.of(manifest),
                Duration.ofNanos(System.nanoTime() - begin),
                null);
    }

    private Manifest take() {
        var config = context.config(database, null).engine();
        var artifact = target.artifact();
        artifact.removeAbandoned(context.clock().instant());
        return artifact.write(file -> OfflineStore.snapshot(config, file, context.clock()));
    }
}
