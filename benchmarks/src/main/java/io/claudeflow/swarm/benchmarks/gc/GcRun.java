package io.claudeflow.swarm.benchmarks.gc;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import io.claudeflow.swarm.benchmarks.load.CpuMeter;
import io.claudeflow.swarm.benchmarks.load.CpuShare;
import io.claudeflow.swarm.benchmarks.load.TextValues;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.report.Figures;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import io.claudeflow.swarm.benchmarks.report.Table;
import io.claudeflow.swarm.benchmarks.swarm.MemoryApi;
import io.claudeflow.swarm.benchmarks.swarm.SwarmMemoryServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The measurement itself: readers, and in their middle a collection. */
final class GcRun {
    private final SwarmMemoryServer memory;
    private final TextValues live;
    private final int readers;
    private final int readsPerSecond;
    private final Duration around;
    private final AtomicReference<@Nullable Phase> phase = new AtomicReference<>();
    private final Map<Phase, Span> spans = new EnumMap<>(Phase.class);

    /** @param around how long is read before and after the collection */
    GcRun(SwarmMemoryServer memory, TextValues live, int readers, int readsPerSecond, Duration around) {
        this.memory = memory;
        this.live = live;
        this.readers = readers;
        this.readsPerSecond = readsPerSecond;
        this.around = around;
    }

    private record Span(long nanos, CpuShare cpu) {}

    /** What one phase does besides being read in. */
    private interface Work {
        void run() throws PeerException, InterruptedException;
    }

    Outcome measure() throws PeerException, InterruptedException {
        List<MemoryApi> connections = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(readers);
                MemoryApi administration = memory.open()) {
            read(connections, threads, Phase.BEFORE, around.dividedBy(2));
            phase.set(Phase.BEFORE);
            List<Future<PacedReader>> running = start(connections, threads);
            long[] deleted = new long[1];
            try {
                span(Phase.BEFORE, () -> Thread.sleep(around));
                span(Phase.DURING, () -> deleted[0] = administration.collectGarbage());
                span(Phase.AFTER, () -> Thread.sleep(around));
            } finally {
                phase.set(null);
            }
            return new Outcome(finish(running), Map.copyOf(spans), deleted[0]);
        } finally {
            connections.forEach(MemoryApi::close);
        }
    }

    /** A warm-up that nobody counts. */
    private void read(List<MemoryApi> connections, ExecutorService threads, Phase during, Duration length)
            throws PeerException, InterruptedException {
        phase.set(during);
        List<Future<PacedReader>> running = start(connections, threads);
        Thread.sleep(length);
        phase.set(null);
        finish(running);
    }

    private List<Future<PacedReader>> start(List<MemoryApi> connections, ExecutorService threads) throws PeerException {
        List<Future<PacedReader>> running = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            MemoryApi api = memory.open();
            connections.add(api);
            running.add(threads.submit(new PacedReader(
                    key -> api.getRaw(GarbageCollection.LIVE, key), live, i, readsPerSecond, phase::get)));
        }
        return running;
    }

    private void span(Phase now, Work work) throws PeerException, InterruptedException {
        phase.set(now);
        CpuMeter meter = CpuMeter.start(memory.process());
        long begin = System.nanoTime();
        work.run();
        spans.put(now, new Span(System.nanoTime() - begin, meter.stop()));
    }

    private static List<PacedReader> finish(List<Future<PacedReader>> running)
            throws PeerException, InterruptedException {
        List<PacedReader> all = new ArrayList<>();
        for (Future<PacedReader> reader : running) {
            try {
                all.add(reader.get());
            } catch (ExecutionException e) {
                throw PeerException.refused("a reader failed: " + e.getCause(), e);
            }
        }
        return all;
    }

    /** What was measured. */
    record Outcome(List<PacedReader> readers, Map<Phase, Span> spans, long deleted) {
        SectionReport report(String title, List<String> facts, int expired, int machineCores) {
            List<List<String>> rows = new ArrayList<>();
            List<String> notes = new ArrayList<>();
            List<String> errors = new ArrayList<>();
            for (Phase phase : Phase.values()) {
                Span span = Objects.requireNonNull(spans.get(phase));
                LatencyHistogram all = new LatencyHistogram();
                readers.forEach(reader -> all.add(reader.latencies(phase)));
                rows.add(row(phase, span, all));
                span.cpu().caution("reads " + phase.label(), machineCores).ifPresent(notes::add);
            }
            long nanos = Objects.requireNonNull(spans.get(Phase.DURING)).nanos();
            notes.addFirst(String.format(
                    Locale.ROOT,
                    "%,d entries were collected in %s s, %s/s",
                    deleted,
                    Figures.seconds(nanos),
                    Figures.count(deleted * 1e9 / nanos)));
            if (deleted != expired) {
                errors.add(deleted + " entries were collected, expected " + expired);
            }
            readers.stream()
                    .filter(reader -> reader.errors() > 0)
                    .forEach(
                            reader -> errors.add(reader.errors() + " reads failed, the first: " + reader.firstError()));
            return new SectionReport(title, facts, new Table(columns(), rows), notes, errors);
        }

        private static List<Table.Column> columns() {
            return List.of(
                    Table.Column.text("reads"),
                    Table.Column.number("seconds"),
                    Table.Column.number("reads/s"),
                    Table.Column.number("p50 ms"),
                    Table.Column.number("p99 ms"),
                    Table.Column.number("max ms"),
                    Table.Column.number("server cores"),
                    Table.Column.number("generator cores"));
        }

        private static List<String> row(Phase phase, Span span, LatencyHistogram latencies) {
            return List.of(
                    phase.label(),
                    Figures.seconds(span.nanos()),
                    Figures.count(latencies.count() * 1e9 / span.nanos()),
                    Figures.millis(latencies.quantile(0.5)),
                    Figures.millis(latencies.quantile(0.99)),
                    Figures.millis(latencies.quantile(1)),
                    Figures.twoPlaces(span.cpu().serverCores()),
                    Figures.twoPlaces(span.cpu().generatorCores()));
        }
    }
}
