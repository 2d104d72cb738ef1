package io.claudeflow.swarm.benchmarks.load;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import io.claudeflow.swarm.benchmarks.peer.Peer;
import io.claudeflow.swarm.benchmarks.peer.PeerClient;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs cells: a connection and a platform thread per client, a ramp that does not count, a window that does. What still
 * hangs when the grace after the window is over is cut off and counted as an error, so that a cell is bounded in time.
 */
public final class CellRunner {
    private static final Duration RAMP = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration PRELOAD_LIMIT = Duration.ofMinutes(3);
    private static final int PRELOAD_CLIENTS = 16;

    private final Dataset dataset;

    public CellRunner(Dataset dataset) {
        this.dataset = dataset;
    }

    /** Measures one cell for this long. */
    public CellSample run(Peer peer, Cell cell, Duration length) throws InterruptedException, PeerException {
        List<PeerClient> connections = connect(peer, cell.clients());
        try (ExecutorService threads = Executors.newFixedThreadPool(cell.clients())) {
            Window window = Window.after(System.nanoTime(), RAMP, length);
            List<Future<ClientOutcome>> running = new ArrayList<>();
            for (int client = 0; client < cell.clients(); client++) {
                running.add(threads.submit(new ClientLoop(connections.get(client), dataset, cell, client, window)));
            }
            parkUntil(window.from());
            Usage before = Usage.of(peer);
            parkUntil(window.to());
            Usage after = Usage.of(peer);
            List<ClientOutcome> outcomes = collect(running, connections, GRACE);
            return sample(
                    outcomes, length, before, after, peer.server().process().residentBytes());
        } finally {
            connections.forEach(PeerClient::close);
        }
    }

    /** Writes every key once. */
    public void preload(Peer peer) throws InterruptedException, PeerException {
        List<PeerClient> connections = connect(peer, PRELOAD_CLIENTS);
        try (ExecutorService threads = Executors.newFixedThreadPool(PRELOAD_CLIENTS)) {
            List<Future<ClientOutcome>> running = new ArrayList<>();
            for (int client = 0; client < PRELOAD_CLIENTS; client++) {
                running.add(threads.submit(share(connections.get(client), client)));
            }
            for (ClientOutcome outcome : collect(running, connections, PRELOAD_LIMIT)) {
                if (outcome.errors() > 0) {
                    throw PeerException.refused(peer.name() + " could not be filled: " + outcome.firstError());
                }
            }
        } finally {
            connections.forEach(PeerClient::close);
        }
    }

    private Callable<ClientOutcome> share(PeerClient connection, int client) {
        return () -> {
            ClientOutcome outcome = new ClientOutcome();
            byte[] value = new byte[dataset.valueBytes()];
            for (int key = client; key < dataset.keyCount() && outcome.errors() == 0; key += PRELOAD_CLIENTS) {
                dataset.fill(value, key, 0);
                try {
                    connection.put(dataset.key(key), value);
                } catch (PeerException e) {
                    outcome.error(String.valueOf(e.getMessage()));
                }
            }
            return outcome;
        };
    }

    private static List<PeerClient> connect(Peer peer, int count) throws PeerException {
        List<PeerClient> connections = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                connections.add(peer.connect());
            }
            return connections;
        } catch (PeerException e) {
            connections.forEach(PeerClient::close);
            throw e;
        }
    }

    private static List<ClientOutcome> collect(
            List<Future<ClientOutcome>> running, List<PeerClient> connections, Duration atMost)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        List<ClientOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
            outcomes.add(outcome(running.get(i), connections.get(i), deadline - System.nanoTime()));
        }
        return outcomes;
    }

    private static ClientOutcome outcome(Future<ClientOutcome> running, PeerClient connection, long patience)
            throws InterruptedException {
        ClientOutcome failed = new ClientOutcome();
        try {
            return running.get(Math.max(1, patience), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            connection.close();
            failed.error("a client had no answer in time and was cut off");
        } catch (ExecutionException e) {
            failed.error("a client failed: " + e.getCause());
        }
        return failed;
    }

    private static CellSample sample(
            List<ClientOutcome> outcomes, Duration length, Usage before, Usage after, long residentBytes) {
        LatencyHistogram latencies = new LatencyHistogram();
        outcomes.forEach(outcome -> latencies.add(outcome.latencies()));
        double elapsed = after.nanos() - before.nanos();
        return new CellSample(
                latencies.count() * 1e9 / length.toNanos(),
                latencies.quantile(0.50),
                latencies.quantile(0.99),
                outcomes.stream().mapToLong(ClientOutcome::errors).sum(),
                outcomes.stream()
                        .flatMap(outcome -> Optional.ofNullable(outcome.firstError()).stream())
                        .findFirst(),
                (after.serverCpuNanos() - before.serverCpuNanos()) / elapsed,
                (after.generatorCpuNanos() - before.generatorCpuNanos()) / elapsed,
                residentBytes);
    }

    private static void parkUntil(long moment) throws InterruptedException {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while a cell ran");
            }
        }
    }

    /** Processor time that server and harness have used until a moment. */
    private record Usage(long nanos, long serverCpuNanos, long generatorCpuNanos) {
        static Usage of(Peer peer) {
            long server = peer.server().process().cpuNanos();
            long generator = ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .map(Duration::toNanos)
                    .orElse(0L);
            return new Usage(System.nanoTime(), server, generator);
        }
    }
}
