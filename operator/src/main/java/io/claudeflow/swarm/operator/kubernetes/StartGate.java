package io.claudeflow.swarm.operator.kubernetes;

/**
 * Closed until every controller has seen every object there is: decisions about a store rest on its backups and
 * restores, and must not be made before those are known. Thread-safe.
 */
public final class StartGate {
    private volatile boolean open;

    /** Lets everybody pass, for good. */
    public void open() {
        open = true;
    }

    /** Whether work may begin. */
    public boolean isOpen() {
        return open;
    }
}
