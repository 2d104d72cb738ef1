package io.claudeflow.swarm.memory.learning;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.document.JsonText;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.Paging;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The reference: a list and a map. */
public final class InMemoryLearningStore implements LearningStore {
    private record Retired(RetiredPattern pattern, Instant at) {}

    private static final class Swarm {
        private final List<Outcome> outcomes = new ArrayList<>();
        private final Map<String, LearnedPattern> patterns = new TreeMap<>();
        private final Map<String, Retired> retired = new TreeMap<>();
        private final Map<String, String> newest = new HashMap<>();
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
        var outcome = Outcome.of(
                String.format("outcome_%012d", lastId + 1), type, agents, result, seconds, context, clock.instant());
        int size = JsonText.bytes(Document.of(outcome.context()).toJson());
        if (size > MAX_CONTEXT_BYTES) {
            throw MemoryException.limit("context", size + " bytes", "at most " + MAX_CONTEXT_BYTES + " bytes");
        }
        lastId++;
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
    public synchronized Page<Outcome> outcomes(String swarm, @Nullable String type, PageRequest page) {
        return Paging.page(
                swarm(swarm).outcomes.stream().filter(outcome -> type == null || type.equals(outcome.type())),
                Comparator.comparing(Outcome::id).reversed(),
                Outcome::id,
                "outcomes " + type,
                page);
    }

    @Override
    public synchronized List<LearnedPattern> patterns(String swarm) {
        return List.copyOf(swarm(swarm).patterns.values());
    }

    @Override
    public synchronized List<RetiredPattern> retired(String swarm) {
        return swarm(swarm).retired.values().stream().map(Retired::pattern).toList();
    }

    @Override
    public synchronized boolean learn(String swarm, String type, String newest, List<LearnedPattern> extracted) {
        var state = swarm(swarm);
        if (state.newest.getOrDefault(type, "").compareTo(newest) > 0) {
            return false;
        }
        var after = new TreeMap<>(state.patterns);
        after.values().removeIf(pattern -> pattern.type().equals(type));
        for (var pattern : extracted) {
            var before = state.patterns.get(pattern.id());
            after.put(
                    pattern.id(), before == null ? pattern : pattern.withUses(before.uses(), before.successfulUses()));
        }
        checkNumber(after.size());
        replace(state, after);
        state.newest.put(type, newest);
        return true;
    }

    @Override
    public synchronized boolean optimize(
            String swarm, List<LearnedPattern> expected, List<LearnedPattern> optimized, List<RetiredPattern> retired) {
        checkNumber(optimized.size());
        var state = swarm(swarm);
        if (!patterns(swarm).equals(expected)) {
            return false;
        }
        var after = new TreeMap<String, LearnedPattern>();
        optimized.forEach(pattern -> after.put(pattern.id(), pattern));
        replace(state, after);
        retired.forEach(pattern -> state.retired.put(pattern.id(), new Retired(pattern, clock.instant())));
        return true;
    }

    private static void replace(Swarm state, Map<String, LearnedPattern> after) {
        state.patterns.clear();
        state.patterns.putAll(after);
        state.retired.keySet().removeAll(after.keySet());
    }

    private static void checkNumber(int patterns) {
        if (patterns > MAX_PATTERNS) {
            throw MemoryException.limit("patterns", patterns + " patterns", "at most " + MAX_PATTERNS + " patterns");
        }
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
        swarm(swarm).retired.values().removeIf(pattern -> pattern.at().isBefore(before));
        return old.size();
    }

    private Swarm swarm(String swarm) {
        return swarms.computeIfAbsent(EntryKey.checkSwarm(swarm), _ -> new Swarm());
    }
}
