package io.claudeflow.swarm.benchmarks.gc;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import io.claudeflow.swarm.benchmarks.load.TextValues;
import io.claudeflow.swarm.benchmarks.load.TimedLoad;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One reader at a fixed pace. A read that could not begin when it was due, because the one before had no answer yet,
 * counts from when it was due: a stall is felt by every read that it held up. Run by one thread.
 */
final class PacedReader implements Callable<PacedReader> {
    private final Reading reading;
    private final TextValues texts;
    private final SplittableRandom random;
    private final long intervalNanos;
    private final Supplier<@Nullable Phase> phase;
    private final Map<Phase, LatencyHistogram> latencies = new EnumMap<>(Phase.class);
    private long errors;
    private @Nullable String firstError;

    /** Reads one entry; null when there is none. */
    @FunctionalInterface
    interface Reading {
        byte @Nullable [] read(String key) throws PeerException;
    }

    /** @param phase the present one; null when it is over */
    PacedReader(Reading reading, TextValues texts, int number, int readsPerSecond, Supplier<@Nullable Phase> phase) {
        this.reading = reading;
        this.texts = texts;
        this.random = texts.dataset().random(1, number);
        this.intervalNanos = 1_000_000_000L / readsPerSecond;
        this.phase = phase;
        for (Phase each : Phase.values()) {
            latencies.put(each, new LatencyHistogram());
        }
    }

    @Override
    public PacedReader call() throws InterruptedException {
        long due = System.nanoTime();
        long free = due;
        for (Phase begun = phase.get(); begun != null; begun = phase.get()) {
            TimedLoad.parkUntil(due);
            long begin = free > due ? due : System.nanoTime();
            readOne();
            free = System.nanoTime();
            Phase ended = phase.get();
            count(Phase.of(begun, ended == null ? begun : ended), free - begin);
            due += intervalNanos;
        }
        return this;
    }

    private void readOne() {
        int key = random.nextInt(texts.keyCount());
        try {
            byte[] text = reading.read(texts.key(key));
            if (text == null || !texts.belongs(text, key)) {
                error(texts.key(key) + " was read as " + (text == null ? "nothing" : text.length + " other bytes"));
            }
        } catch (PeerException e) {
            error(String.valueOf(e.getMessage()));
        }
    }

    private void count(Phase when, long nanos) {
        latencies.computeIfAbsent(when, p -> new LatencyHistogram()).record(nanos);
    }

    private void error(String message) {
        errors++;
        if (firstError == null) {
            firstError = message;
        }
    }

    LatencyHistogram latencies(Phase when) {
        return latencies.getOrDefault(when, new LatencyHistogram());
    }

    long errors() {
        return errors;
    }

    @Nullable
    String firstError() {
        return firstError;
    }
}
