package io.claudeflow.swarm.memory.watch;

/** Opens watches. Thread-safe. */
public interface Watches {
    /**
     * Opens a watch; the caller closes it.
     *
     * @param whenDropped called once, on a thread of its own, when the watch ends because its reader is too slow: the
     *     reader may hang in a connection that takes nothing more
     */
    ChangeFeed open(WatchRequest request, Runnable whenDropped);

    /** Watches that are open. */
    int count();
}
