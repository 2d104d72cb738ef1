package io.claudeflow.swarm.memory.topology;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.Paging;
import io.claudeflow.swarm.memory.testing.Revisions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reference: a list. */
public final class InMemoryTopologyStore implements TopologyStore {
    private final Clock clock;
    private final Revisions revisions;
    private final Map<String, List<Topology>> swarms = new HashMap<>();

    public InMemoryTopologyStore(Clock clock, Revisions revisions) {
        this.clock = clock;
        this.revisions = revisions;
    }

    @Override
    public synchronized Topology save(String swarm, TopologySpec spec, @Nullable Long expectedVersion) {
        long present = current(swarm).map(Topology::version).orElse(0L);
        if (expectedVersion != null && expectedVersion != present) {
            throw MemoryException.ofField(
                    FailureKind.PRECONDITION_FAILED, "version", expectedVersion, "the present version, " + present);
        }
        var saved = new Topology(spec, present + 1, clock.instant(), revisions.next());
        topologies(swarm).add(saved);
        return saved;
    }

    @Override
    public synchronized Optional<Topology> current(String swarm) {
        var all = topologies(swarm);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    @Override
    public synchronized Page<Topology> history(String swarm, PageRequest page) {
        return Paging.page(
                topologies(swarm).stream(),
                Comparator.comparingLong(Topology::version).reversed(),
                topology -> Long.toString(topology.version()),
                "topologies",
                page);
    }

    @Override
    public synchronized int prune(String swarm, int keep) {
        if (keep < 1) {
            throw MemoryException.invalid("keep", keep, "1 or more");
        }
        var all = topologies(swarm);
        int removed = Math.max(0, all.size() - keep);
        all.subList(0, removed).clear();
        return removed;
    }

    private List<Topology> topologies(String swarm) {
        return swarms.computeIfAbsent(EntryKey.checkSwarm(swarm), _ -> new ArrayList<>());
    }
}
