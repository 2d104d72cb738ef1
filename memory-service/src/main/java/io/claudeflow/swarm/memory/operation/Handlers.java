package io.claudeflow.swarm.memory.operation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Which code serves which operation, by the operation's name. Filled once, by one thread. */
public final class Handlers {
    private final Map<String, Handler> answering = new TreeMap<>();
    private final Map<String, StreamHandler> streaming = new TreeMap<>();

    /** Adds an operation with one answer, such as {@code TaskService.Claim}. */
    public Handlers add(String operation, Handler handler) {
        if (answering.put(operation, handler) != null) {
            throw new IllegalStateException(operation + " has two handlers");
        }
        return this;
    }

    /** Adds an operation that answers a stream. */
    public Handlers stream(String operation, StreamHandler handler) {
        if (streaming.put(operation, handler) != null) {
            throw new IllegalStateException(operation + " has two handlers");
        }
        return this;
    }

    Map<String, Handler> answering() {
        return Collections.unmodifiableMap(answering);
    }

    Map<String, StreamHandler> streaming() {
        return Collections.unmodifiableMap(streaming);
    }
}
