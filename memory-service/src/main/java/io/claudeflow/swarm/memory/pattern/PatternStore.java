package io.claudeflow.swarm.memory.pattern;

import io.claudeflow.swarm.memory.page.Page;
import java.util.Optional;

/** The patterns of all swarms of one store. Thread-safe; each method is one transaction. */
public interface PatternStore {
    /** Stores a pattern; usage, success rate and creation of one that exists stay. */
    Pattern put(String swarm, PatternSpec spec);

    Optional<Pattern> get(String swarm, String id);

    Page<Pattern> list(String swarm, PatternQuery query);

    /** Reports a use; {@code NOT_FOUND} when there is no such pattern. */
    Pattern recordUse(String swarm, String id, boolean success);

    /** Removes a pattern; false when there is none. */
    boolean delete(String swarm, String id);
}
