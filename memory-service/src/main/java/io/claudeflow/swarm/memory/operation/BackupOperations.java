package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.backup.Backup;
import io.claudeflow.swarm.memory.backup.BackupSettings;
import io.claudeflow.swarm.memory.backup.Backups;
import io.claudeflow.swarm.memory.backup.StagedRestore;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Backups and restores of the whole store. */
final class BackupOperations {
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Backups backups;
    private final Function<String, StagedRestore> restore;
    private final BooleanSupplier restarts;

    private BackupOperations(Backups backups, Function<String, StagedRestore> restore, BooleanSupplier restarts) {
        this.backups = backups;
        this.restore = restore;
        this.restarts = restarts;
    }

    /**
     * Adds the operations.
     *
     * @param restore prepares a restore and has the store started anew
     * @param restarts whether it is started anew by itself
     */
    static void addTo(
            Handlers handlers, Backups backups, Function<String, StagedRestore> restore, BooleanSupplier restarts) {
        var operations = new BackupOperations(backups, restore, restarts);
        handlers
                .add("BackupService.Create", operations::create)
                .add("BackupService.List", operations::list)
                .add("BackupService.Get", operations::get)
                .add("BackupService.Verify", operations::verify)
                .add("BackupService.Delete", operations::delete)
                .add("BackupService.Prune", operations::prune)
                .add("BackupService.Restore", operations::restore)
                .stream("BackupService.Download", operations::download);
    }

    private JsonWriter create(Arguments arguments) {
        return write(new JsonWriter(1024), backups.create(arguments.optionalText("name")));
    }

    private JsonWriter list(Arguments arguments) {
        var json = new JsonWriter(1024).beginObject().name("backups").beginArray();
        backups.list().forEach(backup -> write(json, backup));
        return json.endArray().endObject();
    }

    private JsonWriter get(Arguments arguments) {
        var name = arguments.text("name");
        return write(
                new JsonWriter(1024),
                backups.find(name)
                        .orElseThrow(() -> MemoryException.ofField(
                                FailureKind.NOT_FOUND, "name", name, "a backup in the directory of backups")));
    }

    private JsonWriter verify(Arguments arguments) {
        var verification = backups.verify(arguments.text("name"));
        var json = new JsonWriter().beginObject();
        json.name("name").string(verification.name());
        json.name("ok").bool(verification.ok());
        json.name("problems").strings(verification.problems());
        json.name("seconds").number(verification.duration().toNanos() / NANOS_PER_SECOND);
        return json.endObject();
    }

    private JsonWriter delete(Arguments arguments) {
        var name = arguments.text("name");
        backups.delete(name, arguments.flag("force"));
        return new JsonWriter().beginObject().name("name").string(name).endObject();
    }

    private JsonWriter prune(Arguments arguments) {
        int keep = arguments.wholeNumber("keep", BackupSettings.DEFAULT.retention(), 1, Integer.MAX_VALUE);
        return new JsonWriter()
                .beginObject()
                .name("names")
                .strings(backups.prune(keep))
                .endObject();
    }

    private JsonWriter restore(Arguments arguments) {
        var staged = restore.apply(arguments.text("name"));
        var replaces = staged.replaces();
        var json = new JsonWriter().beginObject();
        json.name("source").string(staged.source());
        json.name("replaces").string(replaces == null ? null : replaces.toString());
        json.name("revision").string(staged.revision().toString());
        json.name("restarting").bool(restarts.getAsBoolean());
        return json.endObject();
    }

    private void download(Arguments arguments, Sink sink) {
        var file = backups.file(arguments.text("name"));
        long offset = arguments.optionalWholeNumber("offset").orElse(0L);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (offset < 0 || offset > channel.size()) {
                throw MemoryException.invalid("offset", offset, "0 to " + channel.size());
            }
            channel.position(offset);
            var buffer = ByteBuffer.allocate(CHUNK_BYTES);
            while (sink.isOpen() && channel.read(buffer) >= 0) {
                if (!buffer.hasRemaining()) {
                    send(sink, buffer);
                }
            }
            send(sink, buffer);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void send(Sink sink, ByteBuffer buffer) {
        if (buffer.position() > 0) {
            var bytes = new byte[buffer.flip().remaining()];
            buffer.get(bytes);
            sink.send(new JsonWriter(CHUNK_BYTES)
                    .beginObject()
                    .name("content")
                    .base64(bytes)
                    .endObject());
            buffer.clear();
        }
    }

    private static MemoryException unreadable(Path file, IOException e) {
        return MemoryException.of(FailureKind.UNAVAILABLE, file + " cannot be read: " + e.getMessage(), e);
    }

    private static JsonWriter write(JsonWriter json, Backup backup) {
        var manifest = backup.manifest();
        json.beginObject();
        json.name("name").string(backup.name());
        json.name("sizeBytes").number(backup.sizeBytes());
        json.name("createdAt").instant(backup.createdAt());
        json.name("verified").bool(backup.verified());
        json.name("problem").string(backup.problem());
        if (manifest != null) {
            json.name("verifiedAt").instant(manifest.verifiedAt());
            json.name("revision").string(manifest.revision().toString());
            json.name("schemaVersion").number(manifest.schemaVersion());
            json.name("sha256").string(manifest.sha256());
            json.name("database").string(manifest.database());
            json.name("programVersion").string(manifest.programVersion());
            json.name("swarms").strings(manifest.swarms());
            json.name("tables").beginArray();
            manifest.tables().forEach((table, rows) -> {
                json.beginObject();
                json.name("table").string(table);
                json.name("rows").number(rows);
                json.endObject();
            });
            json.endArray();
        }
        return json.endObject();
    }
}
