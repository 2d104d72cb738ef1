package io.claudeflow.swarm.memory.limit;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends requests that take too long by interrupting their thread: waits for the writer, for a reader or for the client's
 * bytes end with it. One thread looks at all running requests ten times a second, which costs a request one insertion
 * and one removal. Thread-safe.
 */
public final class Deadlines implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final long limitNanos;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private final Thread watcher;
    private volatile boolean closed;

    /**
     * @param limit how long a request may take
     * @param edge the name of the thread that looks
     */
    public Deadlines(Duration limit, String edge) {
        limitNanos = limit.toNanos();
        watcher = Thread.ofPlatform().daemon().name(edge + "-deadlines").unstarted(this::watch);
    }

    public void start() {
        watcher.start();
    }

    /** Begins the time of the current thread's request. */
    public Running begin() {
        var request = new Running(Thread.currentThread(), System.nanoTime() + limitNanos);
        running.add(request);
        return request;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watcher);
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            long now = System.nanoTime();
            for (var request : running) {
                request.interruptIfDue(now);
            }
        }
    }

    /** A request that has begun and not ended. */
    public final class Running {
        private final Thread thread;
        private final long deadline;
        private boolean ended;
        private boolean interrupted;

        private Running(Thread thread, long deadline) {
            this.thread = thread;
            this.deadline = deadline;
        }

        private synchronized void interruptIfDue(long now) {
            if (!ended && !interrupted && now - deadline >= 0) {
                interrupted = true;
                thread.interrupt();
            }
        }

        /** Ends the time, clears the interruption if there was one, and tells whether there was. */
        public synchronized boolean end() {
            if (!ended) {
                ended = true;
                running.remove(this);
                if (interrupted) {
                    Thread.interrupted();
                }
            }
            return interrupted;
        }
    }
}
