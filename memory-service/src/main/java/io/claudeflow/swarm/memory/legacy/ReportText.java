package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.legacy.ImportReport.Counts;
import io.claudeflow.swarm.memory.legacy.ImportReport.SourceReport;
import io.claudeflow.swarm.memory.legacy.ImportReport.TableReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An import report for people. */
public final class ReportText {
    private ReportText() {}

    /** Lines of text, ended by a line feed each. */
    public static String of(ImportReport report) {
        List<String> lines = new ArrayList<>();
        if (report.dryRun()) {
            lines.add("Dry run: nothing was written.");
        }
        report.sources().forEach(source -> source(source, lines));
        lines.add("Total: " + counts(report.totals()) + " in " + seconds(report.duration()));
        if (report.stopped() != null) {
            lines.add("Stopped: " + report.stopped());
            lines.add("Run the import again to go on; what was imported is not imported twice.");
        }
        lines.add("Result: " + report.status().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        return String.join("\n", lines) + "\n";
    }

    private static void source(SourceReport source, List<String> lines) {
        if (source.problem() != null) {
            lines.add(source.name() + ": not imported: " + source.problem());
            return;
        }
        lines.add(source.name());
        source.tables().forEach(table -> table(table, lines));
        for (var unread : source.unread()) {
            lines.add("  " + unread.table() + ": not read: "
                    + (unread.bookkeeping()
                            ? "bookkeeping of its system"
                            : (unread.rows() < 0 ? "damaged" : unread.rows() + " rows") + ", unknown table"));
        }
    }

    private static void table(TableReport table, List<String> lines) {
        lines.add("  " + table.table() + " (" + table.format().id() + "): " + counts(table.counts()) + " in "
                + seconds(table.duration()));
        if (table.fault() != null) {
            lines.add("    ended early: " + table.fault());
        }
        for (var error : table.errors()) {
            lines.add("    error in row " + error.row() + ", " + error.name() + ": " + error.reason());
        }
        long more = table.counts().failed() - table.errors().size();
        if (more > 0) {
            lines.add("    and " + more + " more errors");
        }
        table.notes().forEach((note, times) -> lines.add("    note (" + times + "x): " + note));
    }

    private static String counts(Counts counts) {
        return counts.found() + " found, " + counts.imported() + " imported, " + counts.unchanged() + " unchanged, "
                + counts.skipped() + " skipped, " + counts.expired() + " expired, " + counts.conflicts()
                + " conflicts, " + counts.failed() + " failed";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f s", duration.toMillis() / 1_000.0);
    }
}
