package io.claudeflow.swarm.memory.snapshot;

/**
 * Takes snapshots: one document each, of one state of the store, at one revision. JSON that was stored is part of the
 * document as JSON. Taking one counts as no access. Thread-safe.
 */
public interface Snapshots {
    /** The most rows of one table in a snapshot. */
    int MAX_ROWS = 1_000;

    /** The most bytes of a snapshot. */
    long MAX_BYTES = 16L << 20;

    /**
     * An agent: its record, memory, decisions, tasks, sessions, and the entries under its key
     * {@code swarm-<swarm>/agent-<agent>/}; {@code NOT_FOUND} when the swarm has no such agent, {@code LIMIT_EXCEEDED}
     * when it has more than a snapshot may hold.
     */
    Snapshot agent(String swarm, String agent);

    /** A swarm: what it has how much of, and its agents, open tasks, topology, consensus, shared state. */
    Snapshot swarm(String swarm);
}
