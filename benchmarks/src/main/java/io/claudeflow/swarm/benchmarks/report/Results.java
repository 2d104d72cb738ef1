package io.claudeflow.swarm.benchmarks.report;

import io.claudeflow.swarm.benchmarks.load.CellSample;
import io.claudeflow.swarm.benchmarks.load.CellSummary;
import io.claudeflow.swarm.benchmarks.load.CpuShare;
import io.claudeflow.swarm.benchmarks.load.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The samples of a run, gathered per row of the table in the order in which rows first appear. Not thread-safe. */
public final class Results {
    /** The peer the others are compared with. */
    private static final String YARDSTICK = "PostgreSQL";

    private final Map<Row, List<CellSample>> samples = new LinkedHashMap<>();

    private record Row(Operation operation, int clients, String peer) {}

    public void add(Operation operation, int clients, String peer, CellSample sample) {
        samples.computeIfAbsent(new Row(operation, clients, peer), row -> new ArrayList<>())
                .add(sample);
    }

    /** Over all cells and rounds. */
    public long errors() {
        return samples.values().stream()
                .flatMap(List::stream)
                .mapToLong(CellSample::errors)
                .sum();
    }

    /** Where the load itself limits what was measured. */
    public List<String> cautions(int machineCores) {
        List<String> cautions = new ArrayList<>();
        samples.forEach((row, cells) -> {
            CellSummary summary = CellSummary.of(cells);
            String what = row.operation().label() + ", " + row.clients() + " clients, " + row.peer();
            new CpuShare(summary.serverCores(), summary.generatorCores())
                    .caution(what, machineCores)
                    .ifPresent(cautions::add);
        });
        return cautions;
    }

    /** A row for each operation, number of clients and peer. */
    public Table table() {
        List<Table.Column> columns = List.of(
                Table.Column.text("operation"),
                Table.Column.number("clients"),
                Table.Column.text("server"),
                Table.Column.number("op/s"),
                Table.Column.number("× " + YARDSTICK),
                Table.Column.number("p50 ms"),
                Table.Column.number("p99 ms"),
                Table.Column.number("errors"),
                Table.Column.number("spread"),
                Table.Column.number("server cores"),
                Table.Column.number("server MiB"),
                Table.Column.number("generator cores"));
        List<List<String>> rows = new ArrayList<>();
        samples.keySet().stream().sorted(Results::byOperationAndClients).forEach(row -> rows.add(cells(row)));
        return new Table(columns, rows);
    }

    /** Stable, so that peers stay in the order in which they were first measured. */
    private static int byOperationAndClients(Row one, Row other) {
        int operations = one.operation().compareTo(other.operation());
        return operations != 0 ? operations : Integer.compare(one.clients(), other.clients());
    }

    private List<String> cells(Row row) {
        CellSummary summary = CellSummary.of(samples.getOrDefault(row, List.of()));
        return List.of(
                row.operation().label(),
                Integer.toString(row.clients()),
                row.peer(),
                String.format(Locale.ROOT, "%,.0f", summary.operationsPerSecond()),
                ratio(row, summary),
                String.format(Locale.ROOT, "%.3f", summary.p50Millis()),
                String.format(Locale.ROOT, "%.2f", summary.p99Millis()),
                Long.toString(summary.errors()),
                String.format(Locale.ROOT, "%.0f %%", 100 * summary.spread()),
                String.format(Locale.ROOT, "%.2f", summary.serverCores()),
                String.format(Locale.ROOT, "%.0f", summary.residentMebibytes()),
                String.format(Locale.ROOT, "%.2f", summary.generatorCores()));
    }

    private String ratio(Row row, CellSummary summary) {
        List<CellSample> yardstick =
                samples.getOrDefault(new Row(row.operation(), row.clients(), YARDSTICK), List.of());
        double rate = yardstick.isEmpty() ? 0 : CellSummary.of(yardstick).operationsPerSecond();
        return rate == 0 ? "–" : String.format(Locale.ROOT, "%.2f", summary.operationsPerSecond() / rate);
    }
}
