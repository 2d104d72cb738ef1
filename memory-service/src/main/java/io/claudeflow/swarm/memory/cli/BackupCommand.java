package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.backup.DurableFiles;
import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.json.JsonMoment;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.json.ManifestJson;
import io.claudeflow.swarm.memory.revision.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
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
        var request = new JsonWriter().beginObject().name("name").string(name).endObject();
        var answer = call(memory, "BackupService.Create", request);
        var backup = JsonSlice.parse("answer", answer).object();
        if (file != null) {
            bring(memory, backup, file);
        }
        if (forPeople(answer) != null) {
            out().println((file == null ? text(backup, "name") : file.toString()) + ": " + text(backup, "sizeBytes")
                    + " bytes, revision " + text(backup, "revision") + ", verified");
        }
        return ExitCode.OK;
    }

    private void bring(MemoryAccess memory, JsonObject backup, Path file) {
        var partial = file.resolveSibling("." + file.getFileName() + ".partial");
        var manifest = file.resolveSibling(file.getFileName() + Manifest.SUFFIX);
        try {
            Files.deleteIfExists(partial);
            memory.download(text(backup, "name"), partial);
            DurableFiles.sync(partial);
            var partialManifest = partial.resolveSibling(partial.getFileName() + Manifest.SUFFIX);
            Files.write(partialManifest, ManifestJson.write(manifest(backup)));
            check(partial);
            DurableFiles.sync(partialManifest);
            DurableFiles.move(partialManifest, manifest);
            DurableFiles.move(partial, file);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    file + " cannot be written: " + e.getMessage() + "; the backup " + text(backup, "name")
                            + " stays where it was taken");
        } finally {
            discard(partial);
        }
        if (!keep) {
            var request = new JsonWriter().beginObject();
            request.name("name").string(text(backup, "name"));
            request.name("force").bool(true);
            call(memory, "BackupService.Delete", request.endObject());
        }
    }

    private static void check(Path file) {
        var verification = MemoryEngine.verifyBackup(file);
        if (!verification.ok()) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "the backup did not arrive as it was sent: " + String.join("; ", verification.problems()));
        }
    }

    private Manifest manifest(JsonObject backup) {
        var tables = new TreeMap<String, Long>();
        for (var table : backup.required("tables").elements()) {
            tables.put(
                    table.object().required("table").string(),
                    table.object().required("rows").wholeNumber());
        }
        return new Manifest(
                text(backup, "database"),
                backup.required("swarms").strings(),
                Revision.parse("revision", text(backup, "revision")),
                (int) backup.required("schemaVersion").wholeNumber(),
                tables,
                backup.required("sizeBytes").wholeNumber(),
                text(backup, "sha256"),
                JsonMoment.read(backup.required("createdAt")),
                text(backup, "programVersion"),
                clock().instant());
    }

    private static void discard(Path partial) {
        try {
            Files.deleteIfExists(partial);
            Files.deleteIfExists(partial.resolveSibling(partial.getFileName() + Manifest.SUFFIX));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILURE, partial + " cannot be removed: " + e.getMessage());
        }
    }
}
