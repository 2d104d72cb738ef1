package io.claudeflow.swarm.benchmarks.backup;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import io.claudeflow.swarm.benchmarks.load.CpuShare;
import io.claudeflow.swarm.benchmarks.report.Figures;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import io.claudeflow.swarm.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What was measured.
 *
 * @param rows of the table
 * @param writesPerSecond acknowledged transactions over all stages that are told
 */
record BackupOutcome(
        BackupTally tally,
        List<List<String>> rows,
        long writes,
        double writesPerSecond,
        CpuShare cpu,
        List<String> errors) {
    private static final int BACKUP_CELLS = 7;

    static BackupOutcome of(Timeline timeline, BackupTally tally, Writers writers, CpuShare cpu, List<String> errors) {
        List<List<String>> rows = new ArrayList<>();
        long writes = 0;
        long nanos = 0;
        for (Stage stage : Stage.TOLD) {
            LatencyHistogram latencies = writers.latencies(stage);
            rows.add(row(stage, tally, timeline.nanos(stage), latencies));
            writes += latencies.count();
            nanos += timeline.nanos(stage);
        }
        return new BackupOutcome(tally, rows, writes, perSecond(writes, nanos), cpu, errors);
    }

    private static double perSecond(long count, long nanos) {
        return nanos == 0 ? 0 : count * 1e9 / nanos;
    }

    private static List<String> row(Stage stage, BackupTally tally, long nanos, LatencyHistogram latencies) {
        List<String> cells = new ArrayList<>(List.of(stage.label()));
        cells.addAll(stage.isBackup() ? tally.cells(stage) : Collections.nCopies(BACKUP_CELLS, "–"));
        cells.add(Figures.count(perSecond(latencies.count(), nanos)));
        cells.add(Figures.millis(latencies.quantile(0.5)));
        cells.add(Figures.millis(latencies.quantile(0.99)));
        cells.add(Figures.millis(latencies.quantile(1)));
        return cells;
    }

    /**
     * Tells it.
     *
     * @param wanted what was to be done
     */
    SectionReport report(String title, List<String> facts, BackupRun.Plan wanted, int machineCores) {
        List<String> notes = new ArrayList<>();
        notes.add(String.format(
                Locale.ROOT,
                "%,d backups: %,d verified, %,d corrupt; under %s acknowledged transactions a second, %,d in all",
                tally.taken(),
                tally.verified(),
                tally.corrupt(),
                Figures.count(writesPerSecond),
                writes));
        cpu.caution("backups under writes", machineCores).ifPresent(notes::add);
        List<String> all = new ArrayList<>(errors);
        if (tally.verified() != wanted.backups()) {
            all.add(tally.verified() + " backups were verified, expected " + wanted.backups());
        }
        if (writesPerSecond < wanted.leastPerSecond()) {
            all.add(Figures.count(writesPerSecond) + " transactions were acknowledged in a second, expected at least "
                    + wanted.leastPerSecond());
        }
        return new SectionReport(title, facts, new Table(columns(), rows), notes, all);
    }

    private static List<Table.Column> columns() {
        return List.of(
                Table.Column.text("meanwhile"),
                Table.Column.number("backups"),
                Table.Column.number("verified"),
                Table.Column.number("corrupt"),
                Table.Column.number("p50 s"),
                Table.Column.number("p99 s"),
                Table.Column.number("max s"),
                Table.Column.number("MiB"),
                Table.Column.number("writes/s"),
                Table.Column.number("write p50 ms"),
                Table.Column.number("write p99 ms"),
                Table.Column.number("write max ms"));
    }
}
