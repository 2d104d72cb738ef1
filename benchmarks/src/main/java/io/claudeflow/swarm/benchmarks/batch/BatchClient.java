package io.claudeflow.swarm.benchmarks.batch;

import io.claudeflow.swarm.benchmarks.load.ClientOutcome;
import io.claudeflow.swarm.benchmarks.load.TextValues;
import io.claudeflow.swarm.benchmarks.load.TimedLoad;
import io.claudeflow.swarm.benchmarks.load.Window;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.swarm.BatchBody;
import io.claudeflow.swarm.benchmarks.swarm.MemoryApi;
import java.util.SplittableRandom;

/**
 * One client that writes batches: each replaces {@code batchSize} neighbours of its own keys, all or nothing. At the
 * end it reads its last batch back and compares every character.
 */
final class BatchClient implements TimedLoad.Client {
    static final String NAMESPACE = "bench";

    private final MemoryApi api;
    private final TextValues values;
    private final BatchBody body = new BatchBody(NAMESPACE);
    private final SplittableRandom random;
    private final int clients;
    private final int client;
    private final int batchSize;
    private final long stampBase;
    private final ClientOutcome outcome = new ClientOutcome();

    private int written;
    private int lastFirst;
    private long lastStamp;

    /** @param cell number of the measurement, different for each of a run */
    BatchClient(MemoryApi api, TextValues values, int cell, int clients, int client, int batchSize) {
        this.api = api;
        this.values = values;
        this.random = values.dataset().random(cell, client);
        this.clients = clients;
        this.client = client;
        this.batchSize = batchSize;
        this.stampBase = ((long) cell << 40) | ((long) client << 32);
    }

    /** Key number {@code i} of this client. */
    private int key(int i) {
        return client + clients * i;
    }

    @Override
    public ClientOutcome run(Window window) {
        try {
            for (long begin = System.nanoTime(); !window.isOver(begin); begin = System.nanoTime()) {
                writeOne();
                if (window.covers(begin)) {
                    outcome.latencies().record(System.nanoTime() - begin);
                }
            }
            verifyLast();
        } catch (PeerException e) {
            outcome.error(e.getMessage() + " (client " + client + " gave up)");
        }
        return outcome;
    }

    private void writeOne() throws PeerException {
        int share = values.keyCount() / clients;
        int first = random.nextInt(share - batchSize + 1);
        long stamp = stampBase | written++;
        body.clear();
        for (int i = first; i < first + batchSize; i++) {
            body.put(values.key(key(i)), values.text(key(i), stamp), null);
        }
        api.batchUnread(body);
        lastFirst = first;
        lastStamp = stamp;
    }

    private void verifyLast() throws PeerException {
        for (int i = lastFirst; i < lastFirst + batchSize && lastStamp != 0; i++) {
            byte[] text = api.getRaw(NAMESPACE, values.key(key(i)));
            if (text == null || !values.matches(text, key(i), lastStamp)) {
                outcome.error(values.key(key(i)) + " does not hold what the last batch wrote: "
                        + (text == null ? "nothing" : text.length + " other bytes"));
            }
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
