package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.json.JsonMoment;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The backups in the directory of a service, or of a file. */
record ServiceBackups(MemoryAccess memory, Clock clock) {

    /** Takes one; the answer of the service. */
    byte[] create(@Nullable String name) {
        return call(
                "BackupService.Create",
                new JsonWriter().beginObject().name("name").string(name));
    }

    /** Takes one, in the place of one of this name that somebody took before. */
    JsonObject createAnew(String name, int attempts) {
        for (int attempt = 1; ; attempt++) {
            try {
                return JsonSlice.parse("answer", create(name)).object();
            } catch (CommandFailure e) {
                if (e.code() != ExitCode.PRECONDITION_FAILED || attempt == attempts) {
                    throw e;
                }
                delete(name);
            }
        }
    }

    /** Copies one, all of it, and proves it. */
    Manifest bring(JsonObject backup, Artifact to) {
        var manifest = manifest(backup);
        to.requireSpace(manifest.sizeBytes());
        return to.write(file -> {
            memory.download(ClientCommand.text(backup, "name"), file);
            return manifest;
        });
    }

    /** Removes one; that there is none is fine. */
    void delete(String name) {
        try {
            call(
                    "BackupService.Delete",
                    new JsonWriter()
                            .beginObject()
                            .name("name")
                            .string(name)
                            .name("force")
                            .bool(true));
        } catch (CommandFailure e) {
            if (e.code() != ExitCode.NOT_FOUND) {
                throw e;
            }
        }
    }

    /** Those whose name begins so and that are older. */
    List<String> olderThan(Duration age, String prefix) {
        var before = clock.instant().minus(age);
        return JsonSlice.parse("answer", call("BackupService.List", new JsonWriter().beginObject()))
                .object()
                .required("backups")
                .elements()
                .stream()
                .map(JsonSlice::object)
                .filter(backup -> ClientCommand.text(backup, "name").startsWith(prefix))
                .filter(backup -> moment(backup).isBefore(before))
                .map(backup -> ClientCommand.text(backup, "name"))
                .toList();
    }

    private static Instant moment(JsonObject backup) {
        return JsonMoment.read(backup.required("createdAt"));
    }

    private byte[] call(String operation, JsonWriter openRequest) {
        return ClientCommand.call(memory, operation, openRequest.endObject());
    }

    private Manifest manifest(JsonObject backup) {
        var tables = new TreeMap<String, Long>();
        for (var table : backup.required("tables").elements()) {
            tables.put(
                    table.object().required("table").string(),
                    table.object().required("rows").wholeNumber());
        }
        return new Manifest(
                ClientCommand.text(backup, "database"),
                backup.required("swarms").strings(),
                Revision.parse("revision", ClientCommand.text(backup, "revision")),
                (int) backup.required("schemaVersion").wholeNumber(),
                tables,
                backup.required("sizeBytes").wholeNumber(),
                ClientCommand.text(backup, "sha256"),
                JsonMoment.read(backup.required("createdAt")),
                ClientCommand.text(backup, "programVersion"),
                clock.instant());
    }
}
