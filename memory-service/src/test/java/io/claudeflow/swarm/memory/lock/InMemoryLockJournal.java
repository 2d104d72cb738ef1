package io.claudeflow.swarm.memory.lock;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.testing.Revisions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reference: a map, which a second manager can load. */
public final class InMemoryLockJournal implements LockJournal {
    private final Revisions revisions;
    private final Map<String, Map<String, Lock>> swarms = new HashMap<>();
    private volatile boolean failing;

    public InMemoryLockJournal(Revisions revisions) {
        this.revisions = revisions;
    }

    void failFromNowOn(boolean newFailing) {
        failing = newFailing;
    }

    @Override
    public synchronized Revision granted(String swarm, Lock lock) {
        var fence = next();
        var granted = new Lock(
                lock.key(), lock.owner(), lock.mode(), fence, lock.holds(), lock.acquiredAt(), lock.expiresAt());
        rows(swarm).put(id(lock), granted);
        return fence;
    }

    @Override
    public synchronized void changed(String swarm, Lock lock) {
        next();
        rows(swarm).put(id(lock), lock);
    }

    @Override
    public synchronized void ended(String swarm, Lock lock, End reason) {
        next();
        rows(swarm).values().removeIf(row -> row.fence().equals(lock.fence()));
    }

    @Override
    public synchronized Map<String, List<Lock>> load() {
        var copy = new HashMap<String, List<Lock>>();
        swarms.forEach((swarm, rows) -> copy.put(swarm, new ArrayList<>(rows.values())));
        return copy;
    }

    private Revision next() {
        if (failing) {
            throw MemoryException.busy("the journal is full", Duration.ofSeconds(1));
        }
        return revisions.next();
    }

    private Map<String, Lock> rows(String swarm) {
        return swarms.computeIfAbsent(swarm, _ -> new HashMap<>());
    }

    private static String id(Lock lock) {
        return lock.key() + '\0' + lock.owner();
    }
}
