package io.claudeflow.swarm.benchmarks.seed;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import io.claudeflow.swarm.benchmarks.load.CpuMeter;
import io.claudeflow.swarm.benchmarks.load.CpuShare;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.report.Figures;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import io.claudeflow.swarm.benchmarks.report.Table;
import io.claudeflow.swarm.benchmarks.scenario.Bench;
import io.claudeflow.swarm.benchmarks.scenario.Scenario;
import io.claudeflow.swarm.benchmarks.swarm.MemoryApi;
import io.claudeflow.swarm.benchmarks.swarm.SwarmMemoryServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The six lines of seed 004's table, each with what it says and what a client of the service finds. */
public final class SixLines implements Scenario {
    /** The table's own size. */
    private static final int ENTRIES = 10_000;

    @Override
    public String title() {
        return "The six lines of seed 004";
    }

    @Override
    public SectionReport run(Bench bench, Cleanup cleanup) throws IOException, PeerException, InterruptedException {
        int entries = Math.min(ENTRIES, bench.sizes().entries());
        SwarmMemoryServer memory = bench.startMemory(
                "seed004-swarm", Map.of("AUTO_CLEANUP", "false", "GC_INTERVAL", "365d", "CACHE_SIZE", "0"), cleanup);
        List<List<String>> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        try (MemoryApi api = memory.open()) {
            SixOperations operations =
                    new SixOperations(api, bench.seed(), entries, bench.sizes().valueBytes());
            bench.log().println("filling");
            operations.fill();
            for (Promise promise : Promise.values()) {
                bench.log().println(promise.label());
                int times = times(promise, bench);
                operations.repeat(promise, Math.max(1, times / 5));
                CpuMeter meter = CpuMeter.start(memory.process());
                LatencyHistogram latencies = operations.repeat(promise, times);
                CpuShare cpu = meter.stop();
                rows.add(row(promise, latencies, cpu));
            }
            errors.addAll(operations.problems());
            notes.add(operations.compression());
        }
        String method = String.format(
                Locale.ROOT,
                "%,d entries of %,d characters stored; one client over HTTP on one connection, each line after a fifth"
                        + " as many as warm-up; \"compressed\" are texts of %,d characters, above the threshold; reads"
                        + " come from the file (CACHE_SIZE=0); a store is durable when it is answered; a cleanup is"
                        + " POST /admin/gc with 100 expired entries among the others; a line holds when its median"
                        + " is at most what the table says",
                entries,
                bench.sizes().valueBytes(),
                SixOperations.LONG_TEXT);
        return new SectionReport(
                title(),
                List.of(method, memory.name() + " " + memory.version() + ": " + memory.settings()),
                new Table(columns(), rows),
                notes,
                errors);
    }

    private static int times(Promise promise, Bench bench) {
        return promise == Promise.CLEANUP
                ? bench.sizes().choose(20, 3)
                : bench.sizes().choose(2_000, 100);
    }

    private static List<Table.Column> columns() {
        return List.of(
                Table.Column.text("line"),
                Table.Column.number("seed 004 ms"),
                Table.Column.number("p50 ms"),
                Table.Column.number("p99 ms"),
                Table.Column.number("max ms"),
                Table.Column.number("times"),
                Table.Column.text("holds"),
                Table.Column.number("server cores"),
                Table.Column.number("generator cores"));
    }

    static List<String> row(Promise promise, LatencyHistogram latencies, CpuShare cpu) {
        long median = latencies.quantile(0.5);
        return List.of(
                promise.label(),
                "~" + promise.millis(),
                Figures.millis(median),
                Figures.millis(latencies.quantile(0.99)),
                Figures.millis(latencies.quantile(1)),
                Long.toString(latencies.count()),
                promise.holds(median) ? "yes" : "no",
                Figures.twoPlaces(cpu.serverCores()),
                Figures.twoPlaces(cpu.generatorCores()));
    }
}
