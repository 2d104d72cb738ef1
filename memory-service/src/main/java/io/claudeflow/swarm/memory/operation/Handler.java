package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.json.JsonWriter;

/** The code of an operation with one answer. Thread-safe. */
@FunctionalInterface
public interface Handler {
    /** Does the work and writes the answer, one JSON object. Failures are {@code MemoryException}. */
    JsonWriter handle(Arguments arguments);
}
