package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.engine.EngineInsight;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.health.OptimizationReport;
import io.claudeflow.swarm.memory.health.OptimizationReport.Outcome;
import io.claudeflow.swarm.memory.health.Orphans;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.schema.SchemaDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Optimisation, emergency cleanup, orphans, schema. */
final class UpkeepOperations {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Map<String, String> CATEGORIES = categories();

    private final EngineInsight insight;

    private UpkeepOperations(EngineInsight insight) {
        this.insight = insight;
    }

    static void addTo(Handlers handlers, EngineInsight insight) {
        var operations = new UpkeepOperations(insight);
        handlers.add("UpkeepService.Optimize", operations::optimize);
        handlers.add("UpkeepService.EmergencyCleanup", operations::emergency);
        handlers.add(
                "UpkeepService.FindOrphans",
                arguments -> orphans(insight.orphans().find()));
        handlers.add(
                "UpkeepService.CleanOrphans",
                arguments -> orphans(insight.orphans().clean()));
        handlers.add("UpkeepService.DescribeSchema", operations::schema);
    }

    private static Map<String, String> categories() {
        var categories = new LinkedHashMap<String, String>();
        categories.put("swarm", "Swarm-wide coordination data");
        categories.put("agent", "Agent-specific memory");
        categories.put("session", "Session-based temporary data");
        categories.put("global", "Cross-swarm shared knowledge");
        categories.put("neural", "Pattern learning data");
        return categories;
    }

    private JsonWriter optimize(Arguments arguments) {
        var report = insight.optimizer().run(arguments.swarm(), arguments.flag("dryRun"), arguments.flag("autoApply"));
        var json = new JsonWriter(1024).beginObject();
        json.name("dryRun").bool(report.dryRun());
        json.name("optimizationsApplied")
                .strings(report.steps().stream()
                        .filter(step -> step.outcome() == Outcome.APPLIED)
                        .map(step -> step.measure().label())
                        .toList());
        json.name("spaceSaved").number(report.spaceSaved());
        json.name("entriesCleaned").number(report.entriesCleaned());
        json.name("errors").strings(errors(report));
        json.name("seconds").number(report.duration().toNanos() / NANOS_PER_SECOND);
        json.name("steps").beginArray();
        report.steps().forEach(step -> write(json, step));
        return json.endArray().endObject();
    }

    private static List<String> errors(OptimizationReport report) {
        var errors = new ArrayList<String>();
        for (var step : report.steps()) {
            if (step.error() != null) {
                errors.add(step.measure().label() + ": " + step.error());
            }
        }
        return errors;
    }

    private static void write(JsonWriter json, OptimizationReport.Step step) {
        json.beginObject();
        json.name("measure").string(step.measure().label());
        json.name("outcome").string(step.outcome().name().toLowerCase(Locale.ROOT));
        json.name("items").number(step.gain().items());
        json.name("bytes").number(step.gain().bytes());
        if (step.gain().note() != null) {
            json.name("note").string(step.gain().note());
        }
        json.endObject();
    }

    private JsonWriter emergency(Arguments arguments) {
        var report = insight.emergency()
                .run(
                        arguments.swarm(),
                        arguments.optionalWholeNumber("freeBytes").orElse(null),
                        arguments.flag("includePermanent"),
                        arguments.flag("dryRun"));
        var json = new JsonWriter(1024).beginObject();
        json.name("dryRun").bool(report.dryRun());
        json.name("critical").bool(report.critical());
        json.name("wantedBytes").number(report.wantedBytes());
        json.name("enough").bool(report.enough());
        json.name("freeBytesBefore").number(report.before().free());
        json.name("freeBytesAfter").number(report.after().free());
        json.name("errors").strings(report.errors());
        json.name("actions").beginArray();
        for (var done : report.actions()) {
            json.beginObject();
            json.name("action").string(done.action().label());
            json.name("rows").number(done.rows());
            json.name("bytes").number(done.bytes());
            json.endObject();
        }
        return json.endArray().endObject();
    }

    private static JsonWriter orphans(List<Orphans.Found> orphans) {
        var json = new JsonWriter(1024).beginObject().name("orphans").beginArray();
        for (var found : orphans) {
            json.beginObject();
            json.name("table").string(found.table());
            json.name("what").string(found.what());
            json.name("rows").number(found.rows());
            json.name("removable").bool(found.removable());
            json.endObject();
        }
        return json.endArray().endObject();
    }

    private JsonWriter schema(Arguments arguments) {
        var schema = insight.schema().describe();
        var json = new JsonWriter(16 * 1024).beginObject();
        json.name("version").number(schema.version());
        json.name("fileVersion").number(schema.fileVersion());
        json.name("consistent").bool(schema.consistent());
        json.name("problems").strings(schema.problems());
        conventions(json.name("conventions"));
        json.name("tables").beginArray();
        for (var table : schema.tables()) {
            json.beginObject();
            json.name("name").string(table.name());
            json.name("description").string(table.description());
            json.name("columns").beginArray();
            table.columns().forEach(column -> write(json, column));
            json.endArray();
            json.name("indexes").strings(table.indexes());
            json.endObject();
        }
        return json.endArray().endObject();
    }

    private static void conventions(JsonWriter json) {
        json.beginObject();
        json.name("times").string("text, UTC, YYYY-MM-DD HH:MM:SS.SSS");
        json.name("values")
                .string("text for the encodings json and text, a blob for bytes and for whatever compression marks;"
                        + " value_size is the size before compression, checksum its CRC-32C");
        json.name("maxKeyBytes").number(EntryKey.MAX_KEY_BYTES);
        json.name("maxNamespaceBytes").number(EntryKey.MAX_NAMESPACE_BYTES);
        json.name("categories").beginArray();
        CATEGORIES.forEach((name, description) -> {
            json.beginObject();
            json.name("name").string(name);
            json.name("description").string(description);
            json.endObject();
        });
        json.endArray().endObject();
    }

    private static void write(JsonWriter json, SchemaDescription.Column column) {
        json.beginObject();
        json.name("name").string(column.name());
        json.name("type").string(column.type());
        json.name("required").bool(column.required());
        if (column.defaultValue() != null) {
            json.name("defaultValue").string(column.defaultValue());
        }
        json.name("keyPosition").number(column.keyPosition());
        json.endObject();
    }
}
