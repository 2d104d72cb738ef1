package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.RebuildStep;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What was written down of the newest rebuild of a data claim.
 *
 * @param since when its step began
 * @param size the size it is rebuilt in, canonical
 * @param backup the backup it is rebuilt from
 * @param problem what went wrong, if anything did
 */
public record RebuildRecord(
        RebuildStep step, Instant since, String size, Optional<String> backup, Optional<String> problem) {
    private static final Set<RebuildStep> WITHOUT_POD = Set.of(
            RebuildStep.STOPPING,
            RebuildStep.BACKING_UP,
            RebuildStep.TRYING,
            RebuildStep.SWAPPING,
            RebuildStep.FILLING);

    /** Whether it has begun and not ended. */
    public boolean active() {
        return step != RebuildStep.FINISHED && step != RebuildStep.UNKNOWN;
    }

    /** Whether the store's pod has to be away. */
    public boolean needsPodAway() {
        return WITHOUT_POD.contains(step);
    }
}
