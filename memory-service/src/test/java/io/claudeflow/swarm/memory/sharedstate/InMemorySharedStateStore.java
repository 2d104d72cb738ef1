package io.claudeflow.swarm.memory.sharedstate;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.Paging;
import io.claudeflow.swarm.memory.testing.Revisions;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reference: a map. */
public final class InMemorySharedStateStore implements SharedStateStore {
    private final Clock clock;
    private final Revisions revisions;
    private final Map<String, Map<String, SharedState>> swarms = new HashMap<>();

    public InMemorySharedStateStore(Clock clock, Revisions revisions) {
        this.clock = clock;
        this.revisions = revisions;
    }

    @Override
    public synchronized Optional<SharedState> get(String swarm, String key) {
        return Optional.ofNullable(states(swarm).get(key));
    }

    @Override
    public synchronized SharedState put(
            String swarm, String key, String value, @Nullable String author, Expectation expected) {
        var before = states(swarm).get(key);
        Expectation.check(expected, before);
        var now = clock.instant();
        var created = before == null ? now : before.createdAt();
        long version = before == null ? 1 : before.version() + 1;
        var after = new SharedState(key, value, author, created, now, version, revisions.next());
        states(swarm).put(key, after);
        return after;
    }

    @Override
    public synchronized boolean delete(String swarm, String key, Expectation expected) {
        Expectation.check(expected, states(swarm).get(key));
        return states(swarm).remove(key) != null;
    }

    @Override
    public synchronized Page<SharedState> list(String swarm, @Nullable Glob keys, PageRequest page) {
        return Paging.page(
                states(swarm).values().stream().filter(state -> keys == null || keys.matches(state.key())),
                Comparator.comparing(SharedState::key),
                SharedState::key,
                "shared state " + keys,
                page);
    }

    private Map<String, SharedState> states(String swarm) {
        return swarms.computeIfAbsent(EntryKey.checkSwarm(swarm), _ -> new HashMap<>());
    }
}
