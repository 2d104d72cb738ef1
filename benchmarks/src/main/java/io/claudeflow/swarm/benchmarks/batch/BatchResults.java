package io.claudeflow.swarm.benchmarks.batch;

import io.claudeflow.swarm.benchmarks.load.CellSample;
import io.claudeflow.swarm.benchmarks.load.CellSummary;
import io.claudeflow.swarm.benchmarks.load.CpuShare;
import io.claudeflow.swarm.benchmarks.report.Figures;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import io.claudeflow.swarm.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Samples of batched and of single writes by number of clients. Not thread-safe. */
final class BatchResults {
    private static final String BATCHED = "swarm-memory HTTP, 100 entries a request";
    private static final String SINGLE = "Redis, 1 entry a request";

    private final Map<Integer, List<CellSample>> batched = new TreeMap<>();
    private final Map<Integer, List<CellSample>> single = new TreeMap<>();

    void addBatched(int clients, CellSample sample) {
        batched.computeIfAbsent(clients, c -> new ArrayList<>()).add(sample);
    }

    void addSingle(int clients, CellSample sample) {
        single.computeIfAbsent(clients, c -> new ArrayList<>()).add(sample);
    }

    SectionReport report(String title, List<String> facts, int machineCores) {
        List<List<String>> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        double best = 0;
        for (Map.Entry<Integer, List<CellSample>> entry : single.entrySet()) {
            int clients = entry.getKey();
            CellSummary redis = CellSummary.of(entry.getValue());
            best = Math.max(best, redis.operationsPerSecond());
            List<CellSample> samples = batched.getOrDefault(clients, List.of());
            if (!samples.isEmpty()) {
                CellSummary memory = BatchedWrites.perEntry(samples);
                rows.add(row(clients, BATCHED, memory, redis));
                caution(BATCHED + ", " + clients + " clients", memory, machineCores)
                        .ifPresent(notes::add);
            }
            rows.add(row(clients, SINGLE, redis, redis));
        }
        double most = batched.values().stream()
                .mapToDouble(samples -> BatchedWrites.perEntry(samples).operationsPerSecond())
                .max()
                .orElse(0);
        notes.addFirst("At its best, batched is %s times Redis's best unbatched; wanted: at least 1"
                .formatted(best == 0 ? "–" : Figures.twoPlaces(most / best)));
        List<String> errors = Stream.concat(batched.values().stream(), single.values().stream())
                .flatMap(List::stream)
                .flatMap(sample -> sample.firstError().stream())
                .toList();
        return new SectionReport(title, facts, new Table(columns(), rows), notes, errors);
    }

    private static Optional<String> caution(String what, CellSummary summary, int machineCores) {
        return new CpuShare(summary.serverCores(), summary.generatorCores()).caution(what, machineCores);
    }

    private static List<Table.Column> columns() {
        return List.of(
                Table.Column.number("clients"),
                Table.Column.text("server"),
                Table.Column.number("entries/s"),
                Table.Column.number("× Redis"),
                Table.Column.number("p50 ms"),
                Table.Column.number("p99 ms"),
                Table.Column.number("errors"),
                Table.Column.number("spread"),
                Table.Column.number("server cores"),
                Table.Column.number("server MiB"),
                Table.Column.number("generator cores"));
    }

    private static List<String> row(int clients, String server, CellSummary summary, CellSummary redis) {
        double yardstick = redis.operationsPerSecond();
        return List.of(
                Integer.toString(clients),
                server,
                Figures.count(summary.operationsPerSecond()),
                yardstick == 0 ? "–" : Figures.twoPlaces(summary.operationsPerSecond() / yardstick),
                Figures.threePlaces(summary.p50Millis()),
                Figures.twoPlaces(summary.p99Millis()),
                Long.toString(summary.errors()),
                Figures.percent(summary.spread()),
                Figures.twoPlaces(summary.serverCores()),
                Figures.count(summary.residentMebibytes()),
                Figures.twoPlaces(summary.generatorCores()));
    }
}
