package io.claudeflow.swarm.benchmarks;

import io.claudeflow.swarm.benchmarks.load.Cell;
import io.claudeflow.swarm.benchmarks.load.CellRunner;
import io.claudeflow.swarm.benchmarks.load.CellSample;
import io.claudeflow.swarm.benchmarks.load.Dataset;
import io.claudeflow.swarm.benchmarks.load.Operation;
import io.claudeflow.swarm.benchmarks.peer.Peer;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.peer.PeerServer;
import io.claudeflow.swarm.benchmarks.report.Results;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * One run over servers that are up: fill each, warm each up, then measure all cells in rounds. Within a round every
 * cell goes to one peer after the other, in an order that rotates, so that noise of the machine hits all alike.
 */
final class BenchmarkRun {
    private static final int WARM_UP_CLIENTS = 16;
    private static final double SECONDS_AROUND_A_CELL = 0.8;

    private final BenchmarkOptions options;
    private final List<PeerServer> servers;
    private final List<Peer> peers;
    private final CellRunner runner;
    private final PrintStream log;
    private int cells;

    BenchmarkRun(BenchmarkOptions options, List<PeerServer> servers, PrintStream log) {
        this.options = options;
        this.servers = servers;
        this.peers = servers.stream().flatMap(server -> server.peers().stream()).toList();
        this.runner = new CellRunner(new Dataset(options.seed(), options.keys(), options.valueBytes()));
        this.log = log;
    }

    /** How it measures, in one sentence for the report. */
    String method() {
        return String.format(
                Locale.ROOT,
                "Medians of %d rounds of %d s per cell, after %d s of warm-up per row; %,d random keys, values of %,d"
                        + " bytes of noise, seed %d; every client has one connection over loopback and waits for"
                        + " each answer; every read is checked against its key, every writer reads its last 64"
                        + " writes back",
                options.rounds(),
                options.cell().toSeconds(),
                options.warmUp().toSeconds(),
                options.keys(),
                options.valueBytes(),
                options.seed());
    }

    Results measure() throws PeerException, InterruptedException {
        log.printf(Locale.ROOT, "seed %d, about %.0f s to go%n", options.seed(), expectedSeconds());
        for (PeerServer server : servers) {
            log.println("filling " + server.name() + " " + server.version());
            runner.preload(server.peers().getFirst());
        }
        for (Peer peer : peers) {
            warmUp(peer);
        }
        Results results = new Results();
        for (int round = 1; round <= options.rounds(); round++) {
            for (Operation operation : Operation.values()) {
                for (int clients : options.clients()) {
                    log.println("round " + round + " of " + options.rounds() + ": " + operation.label() + ", " + clients
                            + (clients == 1 ? " client" : " clients"));
                    measure(operation, clients, results);
                }
            }
        }
        return results;
    }

    private double expectedSeconds() {
        double cell = options.cell().toSeconds() + SECONDS_AROUND_A_CELL;
        int perRound = Operation.values().length * options.clients().size() * peers.size();
        return options.rounds() * perRound * cell
                + peers.size() * options.warmUp().toSeconds();
    }

    private void warmUp(Peer peer) throws PeerException, InterruptedException {
        Duration half = options.warmUp().dividedBy(2);
        if (half.isZero()) {
            return;
        }
        log.println("warming up " + peer.name());
        int clients = Math.min(WARM_UP_CLIENTS, options.keys());
        for (Operation operation : Operation.values()) {
            complain(peer, runner.run(peer, new Cell(++cells, operation, clients), half));
        }
    }

    private void measure(Operation operation, int clients, Results results) throws PeerException, InterruptedException {
        List<Peer> order = new ArrayList<>(peers);
        Collections.rotate(order, cells);
        for (Peer peer : order) {
            Cell cell = new Cell(++cells, operation, clients);
            CellSample sample = runner.run(peer, cell, options.cell());
            complain(peer, sample);
            log.printf(
                    Locale.ROOT,
                    "  %-20s %,9.0f op/s  p50 %.3f ms  p99 %.2f ms%n",
                    peer.name(),
                    sample.operationsPerSecond(),
                    sample.p50Nanos() / 1e6,
                    sample.p99Nanos() / 1e6);
            results.add(operation, clients, peer.name(), sample);
        }
    }

    private void complain(Peer peer, CellSample sample) {
        sample.firstError()
                .ifPresent(error ->
                        log.println("  " + peer.name() + ": " + sample.errors() + " errors, the first: " + error));
    }
}
