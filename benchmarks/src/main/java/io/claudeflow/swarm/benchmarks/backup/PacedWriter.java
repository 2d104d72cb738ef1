package io.claudeflow.swarm.benchmarks.backup;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import io.claudeflow.swarm.benchmarks.load.TimedLoad;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One writer at a fixed pace. A write that could not begin when it was due, because the one before had no answer yet,
 * counts from when it was due. It ends with the timeline, or with the first write that fails: what became of that one
 * is not known, so that nothing after it could be checked. Run by one thread.
 */
final class PacedWriter implements Callable<PacedWriter> {
    private final Transaction transaction;
    private final long intervalNanos;
    private final Timeline timeline;
    private final Ledger ledger = new Ledger();
    private final Map<Stage, LatencyHistogram> latencies = new EnumMap<>(Stage.class);
    private volatile long due = System.nanoTime();
    private volatile @Nullable String error;

    /** Sends the write of a number, and tells the revision that it was acknowledged with. */
    @FunctionalInterface
    interface Transaction {
        long write(long number) throws PeerException;
    }

    PacedWriter(Transaction transaction, int writesPerSecond, Timeline timeline) {
        this.transaction = transaction;
        this.intervalNanos = 1_000_000_000L / writesPerSecond;
        this.timeline = timeline;
    }

    @Override
    public PacedWriter call() throws InterruptedException {
        long next = System.nanoTime();
        long free = next;
        for (long number = 1; !timeline.isOver(); number++) {
            TimedLoad.parkUntil(next);
            long begin = free > next ? next : System.nanoTime();
            try {
                ledger.send(number);
                ledger.acknowledge(number, transaction.write(number));
            } catch (PeerException e) {
                error = "write " + number + " failed: " + e.getMessage();
                return this;
            }
            free = System.nanoTime();
            latencies
                    .computeIfAbsent(timeline.of(begin, free), stage -> new LatencyHistogram())
                    .record(free - begin);
            next += intervalNanos;
            due = next;
        }
        return this;
    }

    /** Whether its next write is not due yet, or has just become so. */
    boolean isOnTime() {
        return System.nanoTime() - due < intervalNanos;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Of the writes that belong to a stage; to be asked when it has ended. */
    LatencyHistogram latencies(Stage stage) {
        return latencies.getOrDefault(stage, new LatencyHistogram());
    }

    /** Why it ended before its time. */
    Optional<String> error() {
        return Optional.ofNullable(error);
    }
}
