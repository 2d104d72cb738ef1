package io.claudeflow.swarm.benchmarks.watch;

import io.claudeflow.swarm.benchmarks.load.TextValues;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.peer.WatchPeer;
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

/** A hundred readers of one namespace, over server-sent events and over gRPC, while one writer writes. */
public final class WatchFanOut implements Scenario {
    private static final int WRITES_PER_SECOND = 100;
    private static final int WARM_UP_WRITES = 200;

    @Override
    public String title() {
        return "Watch fan-out";
    }

    @Override
    public SectionReport run(Bench bench, Cleanup cleanup) throws IOException, PeerException, InterruptedException {
        int readers = bench.sizes().choose(100, 20);
        int writes = WRITES_PER_SECOND * bench.sizes().choose(20, 2);
        SwarmMemoryServer memory = bench.startMemory("watch-swarm", Map.of(), cleanup);
        List<List<String>> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        try (MemoryApi api = memory.open()) {
            for (WatchPeer peer : memory.watches()) {
                bench.log().println(readers + " readers over " + peer.name());
                fanOut(bench, memory, peer, api, readers, WARM_UP_WRITES).run(namespace(peer, "warm-up"));
                FanOut.Outcome outcome =
                        fanOut(bench, memory, peer, api, readers, writes).run(namespace(peer, "watched"));
                rows.add(row(peer.name(), readers, writes, outcome));
                errors.addAll(errors(peer, outcome));
                outcome.cpu()
                        .caution("readers over " + peer.name(), bench.machineCores())
                        .ifPresent(notes::add);
            }
        }
        String method = String.format(
                Locale.ROOT,
                "%d readers of one namespace on a connection each, and one writer that puts %,d entries of %,d"
                        + " characters over HTTP, %d a second; first %d writes as warm-up; every reader must be told"
                        + " every write once, in order; the delay is from the sending of a write to the arrival of its"
                        + " event at a reader, so it contains the durable write, whose time stands beside it",
                readers,
                writes,
                bench.sizes().valueBytes(),
                WRITES_PER_SECOND,
                WARM_UP_WRITES);
        return new SectionReport(
                title(),
                List.of(method, memory.name() + " " + memory.version() + ": " + memory.settings()),
                new Table(columns(), rows),
                notes,
                errors);
    }

    private static String namespace(WatchPeer peer, String use) {
        return peer.name().toLowerCase(Locale.ROOT) + "-" + use;
    }

    private static FanOut fanOut(
            Bench bench, SwarmMemoryServer memory, WatchPeer peer, MemoryApi api, int readers, int writes) {
        TextValues texts = new TextValues(bench.seed(), 1, bench.sizes().valueBytes());
        String text = texts.text(0, 1);
        return new FanOut(
                memory.process(),
                peer,
                (namespace, key) -> api.putText(namespace, key, text),
                readers,
                WRITES_PER_SECOND,
                writes);
    }

    private static List<String> errors(WatchPeer peer, FanOut.Outcome outcome) {
        List<String> errors = new ArrayList<>();
        if (outcome.lost() > 0 || outcome.unexpected() > 0) {
            errors.add(peer.name() + ": " + outcome.lost() + " events lost and " + outcome.unexpected()
                    + " unexpected, wanted none");
        }
        outcome.problems().forEach(problem -> errors.add(peer.name() + ": " + problem));
        return errors;
    }

    private static List<Table.Column> columns() {
        return List.of(
                Table.Column.text("watch"),
                Table.Column.number("readers"),
                Table.Column.number("writes/s"),
                Table.Column.number("events/s"),
                Table.Column.number("lost"),
                Table.Column.number("unexpected"),
                Table.Column.number("delay p50 ms"),
                Table.Column.number("delay p99 ms"),
                Table.Column.number("delay max ms"),
                Table.Column.number("write p50 ms"),
                Table.Column.number("write p99 ms"),
                Table.Column.number("server cores"),
                Table.Column.number("server MiB"),
                Table.Column.number("generator cores"));
    }

    private static List<String> row(String name, int readers, int writes, FanOut.Outcome outcome) {
        double seconds = outcome.elapsedNanos() / 1e9;
        return List.of(
                name,
                Integer.toString(readers),
                Figures.count(writes / seconds),
                Figures.count(outcome.received() / seconds),
                Long.toString(outcome.lost()),
                Long.toString(outcome.unexpected()),
                Figures.millis(outcome.delays().quantile(0.5)),
                Figures.millis(outcome.delays().quantile(0.99)),
                Figures.millis(outcome.delays().quantile(1)),
                Figures.millis(outcome.writeTimes().quantile(0.5)),
                Figures.millis(outcome.writeTimes().quantile(0.99)),
                Figures.twoPlaces(outcome.cpu().serverCores()),
                Figures.mebibytes(outcome.residentBytes()),
                Figures.twoPlaces(outcome.cpu().generatorCores()));
    }
}
