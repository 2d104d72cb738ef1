package io.claudeflow.swarm.memory.watch;

/** One watch. Read by one thread; closed by any. */
public interface ChangeFeed extends AutoCloseable {
    /** Waits for the next event, at most the heartbeat; after the last one it is given again. */
    WatchEvent next() throws InterruptedException;

    /** Whether an event can be had without waiting. */
    boolean ready();

    /** Ends the watch and lets a waiting {@link #next} return. */
    @Override
    void close();
}
