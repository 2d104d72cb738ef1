package io.claudeflow.swarm.benchmarks.peer;

/** One row of the table: a server reached in one way. Thread-safe. */
public interface Peer {
    /** The row's label, such as {@code swarm-memory HTTP}. */
    String name();

    /** The server behind it; two peers may share one. */
    PeerServer server();

    /** Opens a connection that is ready for use. */
    PeerClient connect() throws PeerException;
}
