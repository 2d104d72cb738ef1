package io.claudeflow.swarm.benchmarks.peer;

import org.jspecify.annotations.Nullable;

/**
 * One connection of one client. Used by one thread at a time, except {@link #close()}, which any thread may call to
 * make a call that hangs fail.
 */
public interface PeerClient extends AutoCloseable {
    /** Creates or replaces the value; durable when the call returns. */
    void put(String key, byte[] value) throws PeerException;

    /** The value, or null when there is none. */
    byte @Nullable [] get(String key) throws PeerException;

    @Override
    void close();
}
