package io.claudeflow.swarm.memory.merge;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import java.util.Optional;

/**
 * Conflicts that wait for a decision. Thread-safe; the stored entry is untouched until somebody resolves. At most
 * {@value #MAX_PER_KEY} wait for one key and {@value #MAX_PER_SWARM} for a swarm: a further one is refused, so that
 * nobody's write disappears unseen. Conflicts go with their entry when it is deleted or expires.
 */
public interface ConflictQueue {
    int MAX_PER_KEY = 100;

    int MAX_PER_SWARM = 10_000;

    /**
     * A conflict that waits.
     *
     * @param id unique within the swarm
     * @param revision the revision that queued it
     */
    record Queued(long id, EntryKey key, MergeOutcome.Conflict conflict, Instant queuedAt, Revision revision) {}

    /** Queues a conflict; the same incoming value for the same stored value waits only once. */
    Queued add(EntryKey key, MergeOutcome.Conflict conflict);

    /** A waiting conflict. */
    Optional<Queued> get(String swarm, long id);

    /** Waiting conflicts in the order they came. */
    Page<Queued> list(String swarm, PageRequest page);

    /** Takes a conflict off the queue, because it is decided or nobody wants it; false when it no longer waits. */
    boolean resolved(String swarm, long id);
}
