package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.SinkOutcome.Result;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives entries the embeddings that came with them, once the sink of entries has written them. One that the store
 * refuses (its namespace has another dimension, or an agent has changed the entry meanwhile) is left out with a note;
 * the entry stays. An entry that was there already gets what a run before did not come to. Used by one thread.
 */
public final class EmbeddingSink implements LegacySink {
    private final LegacySink entries;
    private final EmbeddingTarget target;

    /** A sink in front of the sink of entries. */
    public EmbeddingSink(LegacySink entries, EmbeddingTarget target) {
        this.entries = entries;
        this.target = target;
    }

    @Override
    public List<SinkOutcome> write(List<LegacyRecord> records, ConflictPolicy policy, boolean dryRun) {
        var outcomes = new ArrayList<>(entries.write(records, policy, dryRun));
        if (dryRun) {
            return outcomes;
        }
        Map<Integer, EmbeddingTarget.New> missing = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (records.get(i) instanceof LegacyRecord.Entry entry
                    && entry.embedding() != null
                    && lacks(entry, outcomes.get(i))) {
                missing.put(
                        i,
                        new EmbeddingTarget.New(
                                entry.namespace(),
                                entry.key(),
                                entry.embedding().vector(),
                                outcomes.get(i).written()));
            }
        }
        put(missing, outcomes);
        return outcomes;
    }

    private boolean lacks(LegacyRecord.Entry entry, SinkOutcome outcome) {
        return outcome.result() == Result.IMPORTED
                || (outcome.result() == Result.UNCHANGED && !target.has(entry.namespace(), entry.key()));
    }

    private void put(Map<Integer, EmbeddingTarget.New> missing, List<SinkOutcome> outcomes) {
        if (missing.isEmpty()) {
            return;
        }
        try {
            target.put(List.copyOf(missing.values()));
        } catch (MemoryException refusal) {
            requireOneItem(refusal);
            missing.forEach((place, embedding) -> outcomes.set(place, put(embedding, outcomes.get(place))));
        }
    }

    private SinkOutcome put(EmbeddingTarget.New embedding, SinkOutcome outcome) {
        try {
            target.put(List.of(embedding));
            return outcome;
        } catch (MemoryException refusal) {
            requireOneItem(refusal);
            return outcome.but("its embedding was left out: " + refusal.getMessage());
        }
    }

    private static void requireOneItem(MemoryException failure) {
        if (!failure.kind().concernsOneItem()) {
            throw failure;
        }
    }

    @Override
    public List<String> endOfTable() {
        return entries.endOfTable();
    }
}
