package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.transfer.ArchiveSelection;
import io.claudeflow.swarm.memory.transfer.Archives;
import io.claudeflow.swarm.memory.transfer.Transfers;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Archives of old entries. */
final class ArchiveOperations {
    private final Archives archives;
    private final Transfers transfers;
    private final Clock clock;

    private ArchiveOperations(Archives archives, Transfers transfers, Clock clock) {
        this.archives = archives;
        this.transfers = transfers;
        this.clock = clock;
    }

    static void addTo(Handlers handlers, Archives archives, Transfers transfers, Clock clock) {
        var operations = new ArchiveOperations(archives, transfers, clock);
        handlers.add("ArchiveService.Create", operations::create)
                .add("ArchiveService.List", operations::list)
                .add("ArchiveService.Restore", operations::restore)
                .add("ArchiveService.Delete", operations::delete);
    }

    private JsonWriter create(Arguments arguments) {
        var pattern = arguments.optionalText("pattern");
        var selection = new ArchiveSelection(
                arguments.swarm(),
                arguments.optionalText("namespace"),
                pattern == null ? null : new Glob(pattern),
                ago(arguments, "olderThanSeconds"),
                ago(arguments, "unreadForSeconds"));
        var report = archives.archive(selection, arguments.flag("dryRun"));
        var json = new JsonWriter().beginObject();
        json.name("name").string(report.name());
        json.name("dryRun").bool(report.dryRun());
        json.name("selected").number(report.selected());
        json.name("archived").number(report.archived());
        json.name("deleted").number(report.deleted());
        json.name("kept").number(report.kept());
        json.name("valueBytes").number(report.valueBytes());
        json.name("archiveBytes").number(report.archiveBytes());
        return json.endObject();
    }

    private @Nullable Instant ago(Arguments arguments, String name) {
        var age = arguments.seconds(name);
        if (age != null && age.toSeconds() > Ttl.MAX_SECONDS) {
            throw MemoryException.invalid(name, age.toSeconds(), "at most " + Ttl.MAX_SECONDS + " seconds");
        }
        return age == null ? null : clock.instant().minus(age);
    }

    private JsonWriter list(Arguments arguments) {
        var json = new JsonWriter(1024).beginObject().name("archives").beginArray();
        for (var archive : archives.list(arguments.swarm())) {
            var header = archive.header();
            json.beginObject();
            json.name("name").string(archive.name());
            json.name("sizeBytes").number(archive.sizeBytes());
            if (header != null) {
                json.name("namespace").string(header.namespace());
                json.name("entries").number(header.entries());
                json.name("archivedAt").instant(header.exportedAt());
            }
            json.name("problem").string(archive.problem());
            json.endObject();
        }
        return json.endArray().endObject();
    }

    private JsonWriter restore(Arguments arguments) {
        return TransferOperations.write(
                archives.restore(arguments.text("name"), TransferOperations.rules(arguments, transfers)));
    }

    private JsonWriter delete(Arguments arguments) {
        var name = arguments.text("name");
        archives.delete(name, arguments.swarm());
        return new JsonWriter().beginObject().name("name").string(name).endObject();
    }
}
