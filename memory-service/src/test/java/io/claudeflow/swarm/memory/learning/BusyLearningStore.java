package io.claudeflow.swarm.memory.learning;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that takes outcomes, and patterns only when it is not busy. */
final class BusyLearningStore implements LearningStore {
    private final LearningStore store;
    private boolean busy = true;

    BusyLearningStore(LearningStore store) {
        this.store = store;
    }

    void relax() {
        busy = false;
    }

    @Override
    public Outcome record(
            String swarm,
            String type,
            Collection<String> agents,
            Outcome.Result result,
            double seconds,
            Map<String, Document> context) {
        return store.record(swarm, type, agents, result, seconds, context);
    }

    @Override
    public List<Outcome> outcomes(String swarm, @Nullable String type, int limit) {
        return store.outcomes(swarm, type, limit);
    }

    @Override
    public Page<Outcome> outcomes(String swarm, @Nullable String type, PageRequest page) {
        return store.outcomes(swarm, type, page);
    }

    @Override
    public List<LearnedPattern> patterns(String swarm) {
        return store.patterns(swarm);
    }

    @Override
    public List<RetiredPattern> retired(String swarm) {
        return store.retired(swarm);
    }

    @Override
    public boolean learn(String swarm, String type, String newest, List<LearnedPattern> extracted) {
        if (busy) {
            throw MemoryException.busy("the queue is full", Duration.ofSeconds(1));
        }
        return store.learn(swarm, type, newest, extracted);
    }

    @Override
    public boolean optimize(
            String swarm, List<LearnedPattern> expected, List<LearnedPattern> optimized, List<RetiredPattern> retired) {
        return false;
    }

    @Override
    public Optional<LearnedPattern> recordUse(String swarm, String patternId, boolean success) {
        return store.recordUse(swarm, patternId, success);
    }

    @Override
    public int prune(String swarm, Instant before, int limit) {
        return store.prune(swarm, before, limit);
    }
}
