package io.claudeflow.swarm.memory.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The Job that removes a backup. */
@Command(
        name = "backup-prune",
        description = {
            "For Jobs: removes a backup and its manifest. That it is gone already is fine. Exit code 0 when it is",
            "gone, else 1."
        })
final class BackupPruneCommand implements Callable<Integer> {
    @Mixin
    private final BackupTarget target;

    @Mixin
    private final LastWords lastWords = new LastWords();

    BackupPruneCommand(CommandContext context) {
        target = new BackupTarget(context);
    }

    @Override
    public Integer call() {
        return lastWords.after(() -> {
            boolean there = target.remove();
            return new JobReport(
                    "removed",
                    null,
                    target.location() + (there ? " was removed" : " was not there"),
                    null,
                    target.location(),
                    null,
                    null,
                    null);
        });
    }
}
