package io.claudeflow.swarm.memory.merge;

import io.claudeflow.swarm.memory.crdt.Crdt;
import io.claudeflow.swarm.memory.crdt.Stamp;
import io.claudeflow.swarm.memory.document.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a merge. */
public sealed interface MergeOutcome {
    /**
     * The two became one.
     *
     * @param state what to keep for the next merge, or null when the strategy needs nothing
     * @param changed whether anything has to be written; a re-delivery and an older write change nothing
     */
    record Merged(Document value, Stamp stamp, @Nullable Crdt<?> state, boolean changed) implements MergeOutcome {}

    /**
     * Somebody has to decide; the stored value stays until then.
     *
     * @param ours the stored value
     * @param theirs the incoming value
     * @param pointers the places both changed, as JSON Pointers; the empty pointer is the whole value
     */
    record Conflict(
            Document ours, Document theirs, @Nullable Document base, List<String> pointers) implements MergeOutcome {
        public Conflict {
            pointers = List.copyOf(pointers);
        }
    }
}
