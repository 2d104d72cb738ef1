package io.claudeflow.swarm.memory.learning;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The reference: a list and a map. */
public final class InMemoryLearningStore implements LearningStore {
    private static final class Swarm {
        private final List<Outcome> outcomes = new ArrayList<>();
        private final Map<String, LearnedPattern> patterns = new TreeMap<>();
    }

    private final Clock clock;
    private final Map<String, Swarm> swarms = new HashMap<>();
    private long lastId;

    public InMemoryLearningStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Outcome record(
            String swarm,
            String type,
            Collection<String> agents,
            Outcome.Result result,
            double seconds,
            Map<String, Document> context) {
        var id = String.format("outcome_%012d", ++lastId);
        var outcome = Outcome.of(id, type, agents, result, seconds, context, clock.instant());
        swarm(swarm).outcomes.add(outcome);
        return outcome;
    }

    @Override
    public synchronized List<Outcome> outcomes(String swarm, @Nullable String type, int limit) {
        if (limit < 1 || limit > MAX_OUTCOMES) {
            throw MemoryException.invalid("limit", limit, "1 to " + MAX_OUTCOMES);
        }
        return swarm(swarm).outcomes.reversed().stream()
                .filter(outcome -> type == null || type.equals(outcome.type()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void replacePatterns(String swarm, List<LearnedPattern> patterns) {
        if (patterns.size() > MAX_PATTERNS) {
            throw MemoryException.limit("patterns", patterns.size() + " patterns", "at most " + MAX_PATTERNS);
        }
        swarm(swarm).patterns.clear();
        patterns.forEach(pattern -> swarm(swarm).patterns.put(pattern.id(), pattern));
    }

    @Override
    public synchronized List<LearnedPattern> patterns(String swarm) {
        return List.copyOf(swarm(swarm).patterns.values());
    }

    @Override
    public synchronized Optional<LearnedPattern> recordUse(String swarm, String patternId, boolean success) {
        return Optional.ofNullable(
                swarm(swarm).patterns.computeIfPresent(patternId, (_, pattern) -> pattern.used(success)));
    }

    @Override
    public synchronized int prune(String swarm, Instant before, int limit) {
        var old = swarm(swarm).outcomes.stream()
                .filter(outcome -> outcome.recordedAt().isBefore(before))
                .limit(limit)
                .toList();
        swarm(swarm).outcomes.removeAll(old);
        return old.size();
    }

    private Swarm swarm(String swarm) {
        return swarms.computeIfAbsent(EntryKey.checkSwarm(swarm), _ -> new Swarm());
    }
}
