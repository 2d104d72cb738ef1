package io.claudeflow.swarm.memory.watch;

import io.claudeflow.swarm.memory.revision.Revision;
import java.util.List;

/**
 * A stretch of the changelog, and the state it was read in.
 *
 * @param changes in their order; may end within a revision
 * @param floor the newest revision whose changes are gone
 * @param newest the newest revision
 */
public record ChangeBatch(List<LoggedChange> changes, Revision floor, Revision newest) {
    public ChangeBatch {
        changes = List.copyOf(changes);
    }

    /** Whether changes behind the place are missing: removed, or of another life of the store. */
    boolean misses(Position after) {
        return after.revision().epoch() != newest.epoch()
                || after.compareTo(Position.behind(floor)) < 0
                || after.revision().compareTo(newest) > 0;
    }

    /** How far a reader has come that asked for at most {@code limit} changes. */
    Position end(int limit) {
        return changes.size() < limit
                ? Position.behind(newest)
                : changes.getLast().position();
    }
}
