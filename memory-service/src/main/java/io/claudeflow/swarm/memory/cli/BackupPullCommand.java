package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.backup.Manifest;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The Job that backs a running store up. */
@Command(
        name = "backup-pull",
        description = {
            "For Jobs: takes a backup of a running service, brings it here, proves it here, and leaves nothing at the",
            "service. Run again after it was killed it ends well, too. Exit code 0 when the backup is proven, else 1."
        })
final class BackupPullCommand implements Callable<Integer> {
    /** What these Jobs call their snapshots at the service. */
    private static final String PREFIX = "pull-";

    private static final Duration ABANDONED = Duration.ofHours(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 3;

    @Option(
            names = "--server",
            required = true,
            paramLabel = "URL",
            description = "The service, such as http://host:8080.")
    private String server = "";

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Of the backup.")
    private String name = "";

    @Option(
            names = "--prune",
            paramLabel = "NAMES",
            description = "Backups to remove from the same place once this one is proven, with commas between them.")
    private @Nullable String surplus;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to try again while the service cannot be reached; 120 without it.")
    private int wait = 120;

    @Mixin
    private final BackupTarget target;

    @Mixin
    private final LastWords lastWords = new LastWords();

    private final CommandContext context;

    BackupPullCommand(CommandContext context) {
        this.context = context;
        this.target = new BackupTarget(context);
    }

    @Override
    public Integer call() {
        return lastWords.after(this::pull);
    }

    private JobReport pull() {
        long begin = System.nanoTime();
        var end = context.clock().instant().plusSeconds(wait);
        var pause = PAUSE;
        while (true) {
            try {
                var manifest = attempt();
                return new JobReport(
                        "verified",
                        null,
                        null,
                        name,
                        target.location(),
                        JobReport.Contents.of(manifest),
                        Duration.ofNanos(System.nanoTime() - begin),
                        surplus == null ? null : target.prune(surplus));
            } catch (CommandFailure e) {
                if (e.code() != ExitCode.UNAVAILABLE
                        || context.clock().instant().plus(pause).isAfter(end)) {
                    throw e;
                }
                System.err.println("swarm-memory: " + e.getMessage() + "; trying again");
                sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private Manifest attempt() {
        try (var memory = new RemoteMemory(server, null, null)) {
            var backups = new ServiceBackups(memory, context.clock());
            var manifest = target.fill(() -> take(backups));
            backups.delete(snapshot());
            return manifest;
        }
    }

    private Manifest take(ServiceBackups backups) {
        var artifact = target.artifact();
        artifact.removeAbandoned(context.clock().instant());
        backups.olderThan(ABANDONED, PREFIX).forEach(backups::delete);
        return backups.bring(backups.createAnew(snapshot(), ATTEMPTS), artifact);
    }

    private String snapshot() {
        return PREFIX + name + BackupTarget.SUFFIX;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILURE, "interrupted");
        }
    }
}
