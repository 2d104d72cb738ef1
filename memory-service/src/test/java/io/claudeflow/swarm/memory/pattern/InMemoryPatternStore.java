package io.claudeflow.swarm.memory.pattern;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.testing.Paging;
import io.claudeflow.swarm.memory.testing.Revisions;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The reference: a map. */
public final class InMemoryPatternStore implements PatternStore {
    private final Clock clock;
    private final Revisions revisions;
    private final Map<String, Map<String, Pattern>> swarms = new HashMap<>();

    public InMemoryPatternStore(Clock clock, Revisions revisions) {
        this.clock = clock;
        this.revisions = revisions;
    }

    @Override
    public synchronized Pattern put(String swarm, PatternSpec spec) {
        var before = patterns(swarm).get(spec.id());
        return save(
                swarm,
                before == null
                        ? Pattern.created(spec, clock.instant(), revisions.next())
                        : before.redefined(spec, clock.instant(), revisions.next()));
    }

    @Override
    public synchronized Optional<Pattern> get(String swarm, String id) {
        return Optional.ofNullable(patterns(swarm).get(id));
    }

    @Override
    public synchronized Page<Pattern> list(String swarm, PatternQuery query) {
        return Paging.page(
                patterns(swarm).values().stream().filter(query::selects),
                query.order().comparator(),
                Pattern::id,
                query.listing(),
                query.page());
    }

    @Override
    public synchronized Pattern recordUse(String swarm, String id, boolean success) {
        var pattern = get(swarm, id)
                .orElseThrow(() -> MemoryException.ofField(FailureKind.NOT_FOUND, "id", id, "an existing pattern"));
        return save(swarm, pattern.used(success, clock.instant(), revisions.next()));
    }

    @Override
    public synchronized boolean delete(String swarm, String id) {
        return patterns(swarm).remove(id) != null;
    }

    private Map<String, Pattern> patterns(String swarm) {
        return swarms.computeIfAbsent(EntryKey.checkSwarm(swarm), _ -> new HashMap<>());
    }

    private Pattern save(String swarm, Pattern pattern) {
        patterns(swarm).put(pattern.id(), pattern);
        return pattern;
    }
}
