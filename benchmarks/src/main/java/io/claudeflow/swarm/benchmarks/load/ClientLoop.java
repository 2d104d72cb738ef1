package io.claudeflow.swarm.benchmarks.load;

import io.claudeflow.swarm.benchmarks.peer.PeerClient;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One client: the next operation begins when the one before is answered, until the window is over. An operation counts
 * when it began inside the window, however long it takes. A writer has its own share of the keys, so that it knows what
 * it wrote last, and reads the latest of it back at the end.
 */
final class ClientLoop implements TimedLoad.Client {
    /** So many of its last writes a client checks. */
    private static final int RECENT = 64;

    private final PeerClient peer;
    private final Dataset dataset;
    private final Cell cell;
    private final int client;
    private final SplittableRandom random;
    private final ClientOutcome outcome = new ClientOutcome();

    private final int[] recentKeys = new int[RECENT];
    private final long[] recentStamps = new long[RECENT];
    private int written;

    ClientLoop(PeerClient peer, Dataset dataset, Cell cell, int client) {
        this.peer = peer;
        this.dataset = dataset;
        this.cell = cell;
        this.client = client;
        this.random = dataset.random(cell.number(), client);
    }

    @Override
    public ClientOutcome run(Window window) {
        try {
            switch (cell.operation()) {
                case WRITE -> {
                    writeUntilEnd(window);
                    verifyRecentWrites();
                }
                case READ -> readUntilEnd(window);
            }
        } catch (PeerException e) {
            outcome.error(e.getMessage() + " (client " + client + " gave up)");
        }
        return outcome;
    }

    private void writeUntilEnd(Window window) throws PeerException {
        byte[] value = new byte[dataset.valueBytes()];
        int share = dataset.keyCount() / cell.clients();
        for (long begin = System.nanoTime(); !window.isOver(begin); begin = System.nanoTime()) {
            int key = client + cell.clients() * random.nextInt(share);
            long stamp = cell.stamp(client, written);
            dataset.fill(value, key, stamp);
            try {
                peer.put(dataset.key(key), value);
                recentKeys[written % RECENT] = key;
                recentStamps[written % RECENT] = stamp;
                written++;
                count(window, begin);
            } catch (PeerException e) {
                giveUpOrCount(e);
            }
        }
    }

    private void readUntilEnd(Window window) throws PeerException {
        for (long begin = System.nanoTime(); !window.isOver(begin); begin = System.nanoTime()) {
            int key = random.nextInt(dataset.keyCount());
            try {
                byte[] value = peer.get(dataset.key(key));
                if (value == null || !dataset.belongs(value, key)) {
                    outcome.error("read of " + dataset.key(key) + " returned " + describe(value));
                } else {
                    count(window, begin);
                }
            } catch (PeerException e) {
                giveUpOrCount(e);
            }
        }
    }

    /** From the newest on, so that a key written twice is compared with its last write. */
    private void verifyRecentWrites() throws PeerException {
        Set<Integer> seen = new HashSet<>();
        for (int i = written - 1; i >= Math.max(0, written - RECENT); i--) {
            int key = recentKeys[i % RECENT];
            if (seen.add(key)) {
                byte[] value = peer.get(dataset.key(key));
                if (value == null || !dataset.matches(value, key, recentStamps[i % RECENT])) {
                    outcome.error(dataset.key(key) + " does not hold what was written last: " + describe(value));
                }
            }
        }
    }

    private void count(Window window, long begin) {
        if (window.covers(begin)) {
            outcome.latencies().record(System.nanoTime() - begin);
        }
    }

    @Override
    public void close() {
        peer.close();
    }

    private void giveUpOrCount(PeerException e) throws PeerException {
        if (e.connectionLost() || outcome.hopeless()) {
            throw e;
        }
        outcome.error(String.valueOf(e.getMessage()));
    }

    private static String describe(byte @Nullable [] value) {
        return value == null ? "nothing" : value.length + " other bytes";
    }
}
