package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.maintenance.CleanupRequest;
import io.claudeflow.swarm.memory.maintenance.Recompression;
import io.claudeflow.swarm.memory.maintenance.Retention;
import org.jspecify.annotations.Nullable;

/** Cleanup and compression under the retention policies. */
final class RetentionOperations {
    private final Retention retention;
    private final Recompression recompression;

    private RetentionOperations(Retention retention, Recompression recompression) {
        this.retention = retention;
        this.recompression = recompression;
    }

    static void addTo(Handlers handlers, Retention retention, Recompression recompression) {
        var operations = new RetentionOperations(retention, recompression);
        handlers.add("RetentionService.Cleanup", operations::cleanup);
        handlers.add("RetentionService.Compress", operations::compress);
        handlers.add("RetentionService.CompressProgress", _ -> progress(operations.recompression.progress(), false));
    }

    private JsonWriter cleanup(Arguments arguments) {
        var report = retention.cleanUp(new CleanupRequest(
                arguments.flag("force"),
                swarm(arguments, "namespace", "session"),
                arguments.optionalText("namespace"),
                arguments.optionalText("session"),
                arguments.instant("expiredBefore"),
                arguments.flag("dryRun")));
        var json = new JsonWriter(512).beginObject();
        json.name("at").instant(report.at());
        json.name("dryRun").bool(report.dryRun());
        json.name("deleted").number(report.deleted());
        json.name("left").number(report.left());
        json.name("entriesBefore").number(report.entriesBefore());
        json.name("entriesAfter").number(report.entriesAfter());
        json.name("seconds").number(PolicyOperations.seconds(report.duration()));
        json.name("policies").beginArray();
        for (var policy : report.policies()) {
            json.beginObject();
            json.name("pattern").string(policy.pattern());
            json.name("cleanup").string(policy.strategy());
            json.name("due").bool(policy.due());
            json.name("found").number(policy.found());
            json.name("deleted").number(policy.deleted());
            json.name("seconds").number(PolicyOperations.seconds(policy.duration()));
            json.endObject();
        }
        json.endArray();
        if (arguments.flag("text")) {
            json.name("text").string(report.text());
        }
        return json.endObject();
    }

    private JsonWriter compress(Arguments arguments) {
        var request = new Recompression.Request(
                swarm(arguments, "namespace"), arguments.optionalText("namespace"), arguments.flag("dryRun"));
        if (arguments.flag("background")) {
            return progress(recompression.start(request), arguments.flag("text"));
        }
        return progress(new Recompression.Progress(false, recompression.run(request), null), arguments.flag("text"));
    }

    /** Null for every swarm of the file; fields that belong to one swarm do not go with that. */
    private static @Nullable String swarm(Arguments arguments, String... ofOneSwarm) {
        if (!arguments.flag("allSwarms")) {
            return arguments.swarm();
        }
        for (var name : ofOneSwarm) {
            var given = arguments.optionalText(name);
            if (given != null) {
                throw MemoryException.invalid(name, given, "none with allSwarms");
            }
        }
        return null;
    }

    private static JsonWriter progress(Recompression.Progress progress, boolean text) {
        var json = new JsonWriter().beginObject().name("running").bool(progress.running());
        var report = progress.report();
        if (report != null) {
            json.name("report").beginObject();
            json.name("at").instant(report.at());
            json.name("dryRun").bool(report.dryRun());
            json.name("examined").number(report.examined());
            json.name("rewritten").number(report.rewritten());
            json.name("damaged").number(report.damaged());
            json.name("bytesBefore").number(report.bytesBefore());
            json.name("bytesAfter").number(report.bytesAfter());
            json.name("savedBytes").number(report.savedBytes());
            json.name("seconds").number(PolicyOperations.seconds(report.duration()));
            if (text) {
                json.name("text").string(report.text());
            }
            json.endObject();
        }
        if (progress.failure() != null) {
            json.name("failure").string(progress.failure());
        }
        return json.endObject();
    }
}
