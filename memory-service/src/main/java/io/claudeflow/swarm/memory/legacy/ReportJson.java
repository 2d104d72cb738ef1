package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.legacy.ImportReport.Counts;
import io.claudeflow.swarm.memory.legacy.ImportReport.SourceReport;
import io.claudeflow.swarm.memory.legacy.ImportReport.TableReport;
import io.claudeflow.swarm.memory.legacy.json.Json;
import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonArray;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonBoolean;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonNumber;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** An import report for programs: members in camelCase, durations in seconds. */
public final class ReportJson {
    private ReportJson() {}

    public static String of(ImportReport report) {
        return Json.writePretty(JsonValue.EMPTY
                .withText("status", report.status().name().toLowerCase(Locale.ROOT))
                .with("dryRun", new JsonBoolean(report.dryRun()))
                .withText("stopped", report.stopped())
                .with("durationSeconds", seconds(report.duration()))
                .with("total", counts(report.totals()))
                .with("sources", list(report.sources(), ReportJson::source)));
    }

    private static JsonObject source(SourceReport source) {
        return JsonValue.EMPTY
                .withText("file", source.name())
                .withText("problem", source.problem())
                .with("damaged", new JsonBoolean(source.damaged()))
                .with("tables", list(source.tables(), ReportJson::table))
                .with(
                        "unread",
                        list(
                                source.unread(),
                                unread -> JsonValue.EMPTY
                                        .withText("table", unread.table())
                                        .with("rows", JsonNumber.of(unread.rows()))
                                        .with("bookkeeping", new JsonBoolean(unread.bookkeeping()))));
    }

    private static JsonObject table(TableReport table) {
        var notes = list(
                List.copyOf(table.notes().entrySet()),
                note -> JsonValue.EMPTY.withText("note", note.getKey()).with("times", JsonNumber.of(note.getValue())));
        return JsonValue.EMPTY
                .withText("format", table.format().id())
                .withText("table", table.table())
                .with("counts", counts(table.counts()))
                .withText("fault", table.fault())
                .with(
                        "errors",
                        list(
                                table.errors(),
                                error -> JsonValue.EMPTY
                                        .withText("file", error.file())
                                        .withText("table", error.table())
                                        .withText("row", error.row())
                                        .withText("name", error.name())
                                        .withText("reason", error.reason())))
                .with("notes", notes)
                .with("durationSeconds", seconds(table.duration()));
    }

    private static JsonObject counts(Counts counts) {
        return JsonValue.EMPTY
                .with("found", JsonNumber.of(counts.found()))
                .with("imported", JsonNumber.of(counts.imported()))
                .with("unchanged", JsonNumber.of(counts.unchanged()))
                .with("skipped", JsonNumber.of(counts.skipped()))
                .with("expired", JsonNumber.of(counts.expired()))
                .with("conflicts", JsonNumber.of(counts.conflicts()))
                .with("failed", JsonNumber.of(counts.failed()));
    }

    private static <T> JsonArray list(List<T> elements, Function<T, JsonObject> mapping) {
        return new JsonArray(elements.stream().<JsonValue>map(mapping).toList());
    }

    private static JsonNumber seconds(Duration duration) {
        return new JsonNumber(BigDecimal.valueOf(duration.toMillis(), 3).toPlainString());
    }
}
