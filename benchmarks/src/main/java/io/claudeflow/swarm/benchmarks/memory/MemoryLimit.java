package io.claudeflow.swarm.benchmarks.memory;

import io.claudeflow.swarm.benchmarks.load.Cell;
import io.claudeflow.swarm.benchmarks.load.CellRunner;
import io.claudeflow.swarm.benchmarks.load.CellSample;
import io.claudeflow.swarm.benchmarks.load.Dataset;
import io.claudeflow.swarm.benchmarks.load.Operation;
import io.claudeflow.swarm.benchmarks.peer.Peer;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.process.MemoryGroup;
import io.claudeflow.swarm.benchmarks.process.MemoryWatch;
import io.claudeflow.swarm.benchmarks.report.Figures;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import io.claudeflow.swarm.benchmarks.report.Table;
import io.claudeflow.swarm.benchmarks.scenario.Bench;
import io.claudeflow.swarm.benchmarks.scenario.Scenario;
import io.claudeflow.swarm.benchmarks.swarm.SwarmMemoryServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The load of the bench on a service that has the memory of its container and no more. */
public final class MemoryLimit implements Scenario {
    /** What the operator gives a pod by default. */
    public static final long LIMIT_BYTES = 256L << 20;

    @Override
    public String title() {
        return "Within the memory of a container";
    }

    @Override
    public SectionReport run(Bench bench, Cleanup cleanup) throws IOException, PeerException, InterruptedException {
        MemoryGroup group;
        try {
            String name = "swarm-bench-" + ProcessHandle.current().pid();
            group = cleanup.open(() -> MemoryGroup.create(name, LIMIT_BYTES));
        } catch (IOException e) {
            return SectionReport.left(title(), "a control group with a limit of memory cannot be made here: " + e);
        }
        SwarmMemoryServer memory = bench.startMemory("memory-swarm", Map.of(), group.entering(), cleanup);
        try (MemoryWatch watch = MemoryWatch.of(group)) {
            Measurement measurement = new Measurement(bench, memory, group, watch);
            measurement.load();
            return measurement.report(title());
        }
    }

    /** The load of one run and what was seen meanwhile. */
    private static final class Measurement {
        private final Bench bench;
        private final SwarmMemoryServer memory;
        private final MemoryGroup group;
        private final MemoryWatch watch;
        private final CellRunner runner;
        private final List<List<String>> rows = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final List<String> errors = new ArrayList<>();
        private long mostAnonymous;
        private int cells;

        Measurement(Bench bench, SwarmMemoryServer memory, MemoryGroup group, MemoryWatch watch) {
            this.bench = bench;
            this.memory = memory;
            this.group = group;
            this.watch = watch;
            this.runner = new CellRunner(new Dataset(
                    bench.seed(), bench.sizes().entries(), bench.sizes().valueBytes()));
        }

        /** A service that was killed refuses connections; what counts then is that it was killed. */
        void load() throws IOException, InterruptedException {
            try {
                fill();
                for (Peer peer : memory.peers()) {
                    for (Operation operation : Operation.values()) {
                        for (int clients : bench.sizes().clients()) {
                            measure(peer, operation, clients);
                        }
                    }
                }
            } catch (PeerException e) {
                errors.add("the load broke off: " + e.getMessage());
            }
        }

        private void fill() throws IOException, PeerException, InterruptedException {
            bench.log().println("filling");
            long begin = System.nanoTime();
            runner.preload(memory.peers().getFirst());
            long nanos = System.nanoTime() - begin;
            rows.add(seen(List.of(
                    "fill",
                    memory.peers().getFirst().name(),
                    "16",
                    Figures.count(bench.sizes().entries() * 1e9 / nanos),
                    "–",
                    "–",
                    "–",
                    "0")));
        }

        private void measure(Peer peer, Operation operation, int clients)
                throws IOException, PeerException, InterruptedException {
            bench.log()
                    .println(operation.label() + " over " + peer.name() + ", " + clients
                            + (clients == 1 ? " client" : " clients"));
            CellSample sample = runner.run(peer, new Cell(++cells, operation, clients), length());
            sample.firstError().ifPresent(errors::add);
            rows.add(seen(List.of(
                    operation.label(),
                    peer.name(),
                    Integer.toString(clients),
                    Figures.count(sample.operationsPerSecond()),
                    Figures.millis(sample.p99Nanos()),
                    Figures.twoPlaces(sample.serverCores()),
                    Figures.twoPlaces(sample.generatorCores()),
                    Long.toString(sample.errors()))));
        }

        /** As long as all rounds of a cell elsewhere: what counts here is that it goes on. */
        private Duration length() {
            return bench.sizes().cell().multipliedBy(bench.sizes().rounds());
        }

        /** The row with what the group held meanwhile. */
        private List<String> seen(List<String> row) throws IOException {
            long anonymous = watch.mostAnonymousBytes();
            mostAnonymous = Math.max(mostAnonymous, anonymous);
            MemoryGroup.Usage usage = group.usage();
            List<String> all = new ArrayList<>(row);
            all.add(Figures.mebibytes(anonymous));
            all.add(Figures.mebibytes(usage.currentBytes()));
            all.add(Figures.mebibytes(memory.process().residentBytes()));
            return all;
        }

        SectionReport report(String title) throws IOException {
            MemoryGroup.Usage usage = group.usage();
            mostAnonymous = Math.max(mostAnonymous, watch.mostAnonymousBytes());
            notes.add(String.format(
                    Locale.ROOT,
                    "OOM kills: %d; most anonymous memory %s MiB of %s (seen every 100 ms); peak of the group %s MiB,"
                            + " page cache included, which takes what is free and is given back",
                    usage.kills(),
                    Figures.mebibytes(mostAnonymous),
                    Figures.mebibytes(LIMIT_BYTES),
                    Figures.mebibytes(usage.peakBytes())));
            if (usage.kills() > 0) {
                errors.addFirst("the kernel killed the service for its memory (OOM kills: " + usage.kills() + ")");
            } else if (!memory.process().isAlive()) {
                errors.addFirst("the service ended: " + memory.process().tail());
            }
            String method = String.format(
                    Locale.ROOT,
                    "%,d entries of %,d bytes without embeddings in a control group of %s MiB without swap; started by"
                            + " the launcher of the image with its Java options, but on the JDK of this machine and"
                            + " without the image's AOT cache; %d s per row",
                    bench.sizes().entries(),
                    bench.sizes().valueBytes(),
                    Figures.mebibytes(LIMIT_BYTES),
                    length().toSeconds());
            return new SectionReport(
                    title,
                    List.of(method, memory.name() + " " + memory.version() + ": " + memory.settings()),
                    new Table(columns(), rows),
                    notes,
                    errors);
        }

        private static List<Table.Column> columns() {
            return List.of(
                    Table.Column.text("load"),
                    Table.Column.text("server"),
                    Table.Column.number("clients"),
                    Table.Column.number("op/s"),
                    Table.Column.number("p99 ms"),
                    Table.Column.number("server cores"),
                    Table.Column.number("generator cores"),
                    Table.Column.number("errors"),
                    Table.Column.number("most anonymous MiB"),
                    Table.Column.number("group MiB"),
                    Table.Column.number("resident MiB"));
        }
    }
}
