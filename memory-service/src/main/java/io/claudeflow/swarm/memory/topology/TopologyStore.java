package io.claudeflow.swarm.memory.topology;

import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The topologies of all swarms of one store; each save keeps what was before. Thread-safe. */
public interface TopologyStore {
    /**
     * Saves the swarm's topology.
     *
     * @param expectedVersion null, or the version it replaces, 0 for none; otherwise {@code PRECONDITION_FAILED}
     */
    Topology save(String swarm, TopologySpec spec, @Nullable Long expectedVersion);

    Optional<Topology> current(String swarm);

    /** The newest first, the current one included. */
    Page<Topology> history(String swarm, PageRequest page);

    /** Removes all but the newest {@code keep}, 1 or more; returns how many. */
    int prune(String swarm, int keep);
}
