package io.claudeflow.swarm.memory.revision;

import java.util.List;

/**
 * Hears of every commit, on the thread that writes, before the callers of its operations go on: what it has done when
 * it returns is done before anybody sees the write acknowledged. It must return at once and must not throw.
 */
@FunctionalInterface
public interface CommitListener {
    /** The changes in the order in which they were made; never empty. */
    void committed(List<RowChange> changes);
}
