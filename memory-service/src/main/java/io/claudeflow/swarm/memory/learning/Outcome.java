package io.claudeflow.swarm.memory.learning;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a piece of work went.
 *
 * @param id unique in the swarm; given by the store, so that two outcomes of one second do not overwrite each other
 * @param type what kind of work, such as {@code data_processing}; 1 to 128 bytes
 * @param agents who did it, at most {@value #MAX_AGENTS}
 * @param seconds how long it took, 0 or more
 * @param context what may have mattered: at most {@value #MAX_FEATURES} named values, compared by equality and numbers
 *     also by distance
 */
public record Outcome(
        String id,
        String type,
        SortedSet<String> agents,
        Result result,
        double seconds,
        SortedMap<String, Document> context,
        Instant recordedAt) {
    public static final int MAX_AGENTS = 100;
    public static final int MAX_FEATURES = 64;
    private static final int MAX_NAME_BYTES = 255;
    private static final int MAX_TYPE_BYTES = 128;

    /** How it ended, and how much of a success that is. */
    public enum Result {
        SUCCESS(1),
        PARTIAL_SUCCESS(0.5),
        FAILURE(0),
        TIMEOUT(0),
        CONFLICT(0);

        private final double score;

        Result(double score) {
            this.score = score;
        }

        /** From 0, no success, to 1. */
        public double score() {
            return score;
        }

        public static Result of(boolean success) {
            return success ? SUCCESS : FAILURE;
        }
    }

    public Outcome {
        Names.check("id", id, MAX_NAME_BYTES);
        Names.check("type", type, MAX_TYPE_BYTES);
        agents = Collections.unmodifiableSortedSet(new TreeSet<>(agents));
        if (agents.size() > MAX_AGENTS) {
            throw MemoryException.limit("agents", agents.size() + " agents", "at most " + MAX_AGENTS);
        }
        agents.forEach(agent -> Names.check("agents", agent, MAX_NAME_BYTES));
        if (!(seconds >= 0) || Double.isInfinite(seconds)) {
            throw MemoryException.invalid("seconds", seconds, "0 seconds or more");
        }
        context = Collections.unmodifiableSortedMap(new TreeMap<>(context));
        if (context.size() > MAX_FEATURES) {
            throw MemoryException.limit("context", context.size() + " members", "at most " + MAX_FEATURES);
        }
        context.keySet().forEach(name -> Names.check("context", name, MAX_NAME_BYTES));
    }

    public static Outcome of(
            String id,
            String type,
            Collection<String> agents,
            Result result,
            double seconds,
            Map<String, Document> context,
            Instant recordedAt) {
        return new Outcome(id, type, new TreeSet<>(agents), result, seconds, new TreeMap<>(context), recordedAt);
    }
}
