package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.backup.BackupDirectory;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.revision.Revision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
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
            paramLabel = "FILE",
            description = "A backup in the directory of backups (BACKUP_DIR); without a service any file.")
    private String file = "";

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
        return isServed() ? super.call() : restoreFile().code();
    }

    private ExitCode restoreFile() {
        var config = config().engine();
        var given = Path.of(file);
        var directory = config.database()
                .toAbsolutePath()
                .resolveSibling(config.features().backups().directory());
        var source = Files.exists(given) ? given : new BackupDirectory(directory).existing("file", file);
        var restored = MemoryEngine.restore(config, source, clock());
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
