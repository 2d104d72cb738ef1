package io.claudeflow.swarm.memory.watch;

import io.claudeflow.swarm.memory.revision.Revision;
import java.util.Set;

/** The history of a store. Thread-safe. */
public interface ChangeLog {
    /** The newest acknowledged revision; costs nothing. */
    Revision newest();

    /** The changes of all swarms behind a place, the oldest first. */
    ChangeBatch read(Position after, int limit);

    /** The tables there are. */
    Set<String> tables();
}
