package io.claudeflow.swarm.memory.limit;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many bytes of large requests and answers all edges together hold in memory at once. Who wants more than is free
 * waits, in order. Small ones are not counted: they are many, and their number is bounded elsewhere. Thread-safe.
 */
public final class ByteBudget {
    /** Up to this many bytes are small. */
    public static final int SMALL = 64 * 1024;

    private static final int UNIT = 1024;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int units;
    private final Semaphore free;
    private final Duration patience;

    /**
     * @param bytes the most that is held at once
     * @param patience how long one waits
     */
    public ByteBudget(int bytes, Duration patience) {
        this.units = units(bytes);
        this.free = new Semaphore(units, true);
        this.patience = patience;
    }

    /** A part of the budget, empty at first. */
    public Share share() {
        return new Share();
    }

    private static int units(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, (bytes + UNIT - 1) / UNIT);
    }

    /** What one request holds; to be closed when nothing made from it is held any more. Used by one thread. */
    public final class Share implements AutoCloseable {
        private int held;

        private Share() {}

        /**
         * Makes room for a large body or answer, which counts twice: for itself and for what is made from it. What is
         * larger than the whole budget gets all of it.
         *
         * @throws MemoryException when there was no room in time
         */
        public void reserve(long bytes) {
            int wanted = Math.min(units(2 * bytes), units - held);
            if (bytes <= SMALL || wanted <= 0) {
                return;
            }
            try {
                if (!free.tryAcquire(wanted, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw MemoryException.busy("too many large requests at once", RETRY_AFTER);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw MemoryException.busy("too many large requests at once", RETRY_AFTER);
            }
            held += wanted;
        }

        @Override
        public void close() {
            free.release(held);
            held = 0;
        }
    }
}
