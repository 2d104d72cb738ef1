package io.claudeflow.swarm.benchmarks.process;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What must be undone however the run ends: last opened, first closed, each once. Runs on {@link #close()} and, when
 * the JVM is interrupted, from a shutdown hook. Thread-safe: nothing can be opened while or after the rest is closed,
 * so nothing is left behind.
 */
public final class Cleanup implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private boolean closed;

    /** A cleanup that also runs on Ctrl-C and SIGTERM. */
    public static Cleanup onExit() {
        Cleanup cleanup = new Cleanup();
        Runtime.getRuntime().addShutdownHook(new Thread(cleanup::close, "cleanup"));
        return cleanup;
    }

    /** Something that must be closed once it was opened. */
    @FunctionalInterface
    public interface Opening<T extends AutoCloseable, E extends Exception> {
        T open() throws E;
    }

    /**
     * Opens it and keeps it for closing.
     *
     * @throws IllegalStateException when the run is already being cleaned up
     */
    public synchronized <T extends AutoCloseable, E extends Exception> T open(Opening<T, E> opening) throws E {
        if (closed) {
            throw new IllegalStateException("the run is ending, nothing more is started");
        }
        T resource = opening.open();
        opened.push(resource);
        return resource;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                System.err.println("bench: cleaning up: " + e);
            }
        }
    }
}
