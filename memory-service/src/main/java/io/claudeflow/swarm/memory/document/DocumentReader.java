package io.claudeflow.swarm.memory.document;

/** Turns JSON text into a document. Thread-safe. */
public interface DocumentReader {
    /**
     * Reads one JSON value. Text that is no JSON, has a member twice in one object, is nested too deeply or has
     * something after the value is refused with a message that names {@code field} and the position.
     */
    Document read(String field, String json);
}
