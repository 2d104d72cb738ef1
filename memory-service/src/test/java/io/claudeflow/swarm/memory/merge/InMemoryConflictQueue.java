package io.claudeflow.swarm.memory.merge;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.Paging;
import io.claudeflow.swarm.memory.testing.Revisions;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;

/** The reference: a map by id. */
public final class InMemoryConflictQueue implements ConflictQueue {
    private final Clock clock;
    private final Revisions revisions;
    private final TreeMap<Long, Queued> queue = new TreeMap<>();
    private long lastId;

    public InMemoryConflictQueue(Clock clock, Revisions revisions) {
        this.clock = clock;
        this.revisions = revisions;
    }

    @Override
    public synchronized Queued add(EntryKey key, MergeOutcome.Conflict conflict) {
        var ofKey = queue.values().stream()
                .filter(waiting -> waiting.key().equals(key))
                .toList();
        for (var waiting : ofKey) {
            if (waiting.conflict().equals(conflict)) {
                return waiting;
            }
        }
        if (ofKey.size() >= MAX_PER_KEY) {
            throw MemoryException.ofField(
                    FailureKind.LIMIT_EXCEEDED,
                    "key",
                    ofKey.size() + " conflicts wait",
                    "at most " + MAX_PER_KEY + ": resolve some first");
        }
        long ofSwarm = queue.values().stream()
                .filter(waiting -> waiting.key().swarm().equals(key.swarm()))
                .count();
        if (ofSwarm >= MAX_PER_SWARM) {
            throw MemoryException.ofField(
                    FailureKind.LIMIT_EXCEEDED,
                    "swarm",
                    ofSwarm + " conflicts wait",
                    "at most " + MAX_PER_SWARM + ": resolve some first");
        }
        var queued = new Queued(++lastId, key, conflict, clock.instant(), revisions.next());
        queue.put(queued.id(), queued);
        return queued;
    }

    @Override
    public synchronized Optional<Queued> get(String swarm, long id) {
        return Optional.ofNullable(queue.get(id))
                .filter(queued -> queued.key().swarm().equals(swarm));
    }

    @Override
    public synchronized Page<Queued> list(String swarm, PageRequest page) {
        return Paging.page(
                queue.values().stream().filter(queued -> queued.key().swarm().equals(swarm)),
                Comparator.comparingLong(Queued::id),
                queued -> Long.toString(queued.id()),
                "conflicts",
                page);
    }

    @Override
    public synchronized boolean resolved(String swarm, long id) {
        return get(swarm, id).isPresent() && queue.remove(id) != null;
    }
}
