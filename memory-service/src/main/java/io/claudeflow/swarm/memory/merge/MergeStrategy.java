package io.claudeflow.swarm.memory.merge;

import io.claudeflow.swarm.memory.policy.ConflictStrategy;
import org.jspecify.annotations.Nullable;

/** How a value is merged into another one. Pure. */
@FunctionalInterface
public interface MergeStrategy {
    /**
     * Merges.
     *
     * @param current what is stored, or null when nothing is
     */
    MergeOutcome merge(@Nullable Current current, Incoming incoming);

    /** The implementation of a policy's choice. */
    static MergeStrategy of(ConflictStrategy strategy) {
        return switch (strategy) {
            case LAST_WRITER_WINS -> ValueMerges::lastWriterWins;
            case MERGE -> ValueMerges::threeWay;
            case MANUAL -> ValueMerges::manual;
            case MULTI_VALUE -> CrdtMerges::multiValue;
            case COUNTER -> CrdtMerges::counter;
            case GROW_ONLY_COUNTER -> CrdtMerges::growOnlyCounter;
            case POSITIVE_NEGATIVE_COUNTER -> CrdtMerges::positiveNegativeCounter;
            case OBSERVED_REMOVE_SET -> CrdtMerges::observedRemoveSet;
            case LAST_WRITER_WINS_ELEMENT_SET -> CrdtMerges::lwwElementSet;
        };
    }
}
