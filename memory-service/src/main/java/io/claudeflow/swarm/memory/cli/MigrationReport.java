package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.legacy.ImportReport;
import io.claudeflow.swarm.memory.legacy.ImportReport.Counts;
import io.claudeflow.swarm.memory.legacy.ImportReport.SourceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a Job that migrates leaves: {@code result} (migrated or failed), {@code status}, the counts of all rows, per
 * source its formats and counts, and the first errors. When it does not fit, errors are left out first, then the last
 * sources; {@code moreErrors} and {@code moreSources} count them.
 */
record MigrationReport(ImportReport report) implements LastWords.Report {
    private static final int MAX_ERRORS = 20;
    private static final int MAX_ERROR_LETTERS = 300;
    private static final double NANOS_PER_SECOND = 1e9;

    /** {@link ExitCode#OK} when everything that could be read is in the store. Rows that could not are reported. */
    @Override
    public ExitCode code() {
        return switch (report.status()) {
            case COMPLETE, WITH_ERRORS -> ExitCode.OK;
            case NOTHING_FOUND -> ExitCode.NOT_FOUND;
            case STOPPED -> ExitCode.UNAVAILABLE;
        };
    }

    @Override
    public byte[] json(int limit) {
        int errors = Math.min(MAX_ERRORS, errors().size());
        int sources = report.sources().size();
        var json = json(errors, sources);
        while (json.length > limit && (errors > 0 || sources > 0)) {
            if (errors > 0) {
                errors--;
            } else {
                sources--;
            }
            json = json(errors, sources);
        }
        return json;
    }

    private byte[] json(int errors, int sources) {
        var all = errors();
        var json = new JsonWriter(1024).beginObject();
        boolean good = code() == ExitCode.OK;
        json.name("result").string(good ? "migrated" : "failed");
        if (!good) {
            json.name("reason").string(report.stopped() == null ? "NothingFound" : "Stopped");
        }
        json.name("message").string(message());
        json.name("status").string(report.status().name().toLowerCase(Locale.ROOT));
        json.name("dryRun").bool(report.dryRun());
        write(json, report.totals());
        json.name("seconds").number(report.duration().toNanos() / NANOS_PER_SECOND);
        json.name("sources").beginArray();
        report.sources().stream().limit(sources).forEach(source -> write(json, source));
        json.endArray();
        if (sources < report.sources().size()) {
            json.name("moreSources").number(report.sources().size() - sources);
        }
        json.name("errors").strings(all.subList(0, errors));
        if (errors < all.size()) {
            json.name("moreErrors").number(all.size() - errors);
        }
        return json.endObject().toBytes();
    }

    private String message() {
        var totals = report.totals();
        var stopped = report.stopped();
        if (stopped != null) {
            return LastWords.cut(
                    "the import was stopped after " + totals.imported() + " rows; run again it goes on: " + stopped,
                    MAX_ERROR_LETTERS);
        }
        return switch (report.status()) {
            case NOTHING_FOUND -> "nothing in a known format was found";
            case WITH_ERRORS, COMPLETE, STOPPED ->
                totals.found() + " rows found, " + totals.imported()
                        + (report.dryRun() ? " would be imported, " : " imported, ") + totals.unchanged()
                        + " there already, " + totals.failed() + " could not be read or were refused";
        };
    }

    private static void write(JsonWriter json, SourceReport source) {
        json.beginObject().name("file").string(source.name());
        json.name("formats")
                .strings(source.tables().stream()
                        .map(table -> table.format().id())
                        .distinct()
                        .toList());
        write(
                json,
                source.tables().stream().map(ImportReport.TableReport::counts).reduce(Counts.ZERO, Counts::plus));
        json.endObject();
    }

    private static void write(JsonWriter json, Counts counts) {
        json.name("found").number(counts.found());
        json.name("imported").number(counts.imported());
        json.name("unchanged").number(counts.unchanged());
        json.name("skipped").number(counts.skipped());
        json.name("expired").number(counts.expired());
        json.name("conflicts").number(counts.conflicts());
        json.name("failed").number(counts.failed());
    }

    private List<String> errors() {
        var errors = new ArrayList<String>();
        for (var source : report.sources()) {
            var problem = source.problem();
            if (problem != null && source.damaged()) {
                errors.add(LastWords.cut(source.name() + ": " + problem, MAX_ERROR_LETTERS));
            }
            for (var table : source.tables()) {
                if (table.fault() != null) {
                    errors.add(LastWords.cut(
                            source.name() + " " + table.table() + ": " + table.fault(), MAX_ERROR_LETTERS));
                }
                for (var error : table.errors()) {
                    errors.add(LastWords.cut(
                            error.file() + " " + error.table() + " " + error.row() + " " + error.name() + ": "
                                    + error.reason(),
                            MAX_ERROR_LETTERS));
                }
            }
        }
        return errors;
    }
}
