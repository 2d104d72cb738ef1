package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.json.JsonSlice;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a backup; on request brings it here, checks it here, and leaves nothing at the service. */
@Command(
        name = "backup",
        description = {
            "Takes a verified backup of the whole store, all of its swarms included. Reads and writes go on meanwhile.",
            "More on backups: swarm-memory backups --help."
        })
final class BackupCommand extends ClientCommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "A file name, or a path in the directory of backups (BACKUP_DIR); a name made from the time"
                    + " without it.")
    private @Nullable String name;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "Bring the backup here, with its manifest beside it, and check it here.")
    private @Nullable Path to;

    @Option(names = "--keep", description = "With --to: leave the backup in the directory of backups, too.")
    private boolean keep;

    BackupCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode work(MemoryAccess memory) {
        var file = to;
        if (file != null && Files.exists(file)) {
            throw new CommandFailure(ExitCode.PRECONDITION_FAILED, "to: " + file + " (expected: no such file yet)");
        }
        var backups = new ServiceBackups(memory, clock());
        var answer = backups.create(name);
        var backup = JsonSlice.parse("answer", answer).object();
        if (file != null) {
            backups.bring(backup, new Artifact(file));
            if (!keep) {
                backups.delete(text(backup, "name"));
            }
        }
        if (forPeople(answer) != null) {
            out().println((file == null ? text(backup, "name") : file.toString()) + ": " + text(backup, "sizeBytes")
                    + " bytes, revision " + text(backup, "revision") + ", verified");
        }
        return ExitCode.OK;
    }
}
