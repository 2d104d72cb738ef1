package io.claudeflow.swarm.benchmarks.peer;

/** A way to watch a namespace of the memory service. Thread-safe. */
public interface WatchPeer {
    /** The row's label, such as {@code SSE}. */
    String name();

    /** Begins to watch on a connection of its own; closing the result ends that. */
    Watch watch(String namespace, WatchListener listener) throws PeerException;

    /** A watch that goes on until it is closed. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
