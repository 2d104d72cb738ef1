package io.claudeflow.swarm.benchmarks.load;

import io.claudeflow.swarm.benchmarks.peer.Peer;
import io.claudeflow.swarm.benchmarks.peer.PeerClient;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Fills a peer and runs cells on it: a connection and a thread per client. */
public final class CellRunner {
    private static final Duration PRELOAD_LIMIT = Duration.ofMinutes(3);
    private static final int PRELOAD_CLIENTS = 16;

    private final Dataset dataset;

    public CellRunner(Dataset dataset) {
        this.dataset = dataset;
    }

    /** Measures one cell for this long. */
    public CellSample run(Peer peer, Cell cell, Duration length) throws InterruptedException, PeerException {
        List<PeerClient> connections = connect(peer, cell.clients());
        try {
            List<ClientLoop> clients = new ArrayList<>();
            for (int client = 0; client < cell.clients(); client++) {
                clients.add(new ClientLoop(connections.get(client), dataset, cell, client));
            }
            return TimedLoad.measure(peer.server().process(), clients, length);
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
            for (ClientOutcome outcome : TimedLoad.collect(running, connections, PRELOAD_LIMIT)) {
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
}
