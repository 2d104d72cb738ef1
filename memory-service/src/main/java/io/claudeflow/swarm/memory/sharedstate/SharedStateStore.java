package io.claudeflow.swarm.memory.sharedstate;

import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shared state of all swarms of one store. Thread-safe; each method is one transaction. */
public interface SharedStateStore {
    Optional<SharedState> get(String swarm, String key);

    /** Writes a value when the expectation holds; otherwise {@code PRECONDITION_FAILED} and nothing changed. */
    SharedState put(String swarm, String key, String value, @Nullable String author, Expectation expected);

    /** Removes a value when the expectation holds; false when there is none. */
    boolean delete(String swarm, String key, Expectation expected);

    /** By key; {@code keys} null selects all. */
    Page<SharedState> list(String swarm, @Nullable Glob keys, PageRequest page);
}
