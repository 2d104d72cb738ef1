package io.claudeflow.swarm.memory.crdt;

import io.claudeflow.swarm.memory.document.Document;

/**
 * The last write wins: the greater stamp, and of two values with the same stamp the one whose canonical text is
 * greater, so that the outcome never depends on who merges.
 */
public record LwwRegister(Document value, Stamp stamp) implements Crdt<LwwRegister> {
    @Override
    public LwwRegister merge(LwwRegister other) {
        int order = stamp.compareTo(other.stamp);
        if (order == 0) {
            order = value.canonical().compareTo(other.value.canonical());
        }
        return order >= 0 ? this : other;
    }
}
