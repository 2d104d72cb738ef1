package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.json.JsonWriter;

/** Where a stream goes. Used by one thread. */
public interface Sink {
    /** False when the client is gone or the service stops; look at least once a second while waiting. */
    boolean isOpen();

    /** Sends one JSON object; waits while the client is slow. After the stream was closed it is dropped. */
    void send(JsonWriter answer);

    /**
     * As {@link #send(JsonWriter)}; where the protocol has them, with a name for what happened and an id to go on from.
     */
    default void send(String event, String id, JsonWriter answer) {
        send(answer);
    }

    /** Lets the client see that the stream lives; where the protocol has nothing for it, nothing happens. */
    void keepAlive();
}
