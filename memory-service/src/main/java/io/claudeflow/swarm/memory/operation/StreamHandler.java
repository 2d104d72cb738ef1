package io.claudeflow.swarm.memory.operation;

/** The code of an operation that answers a stream. Thread-safe. */
@FunctionalInterface
public interface StreamHandler {
    /**
     * Sends answers until there are no more or {@link Sink#isOpen} says that nobody listens any longer. Called on a
     * virtual thread that is interrupted when the client goes away.
     */
    void stream(Arguments arguments, Sink sink);
}
