package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.HibernationStatus;
import io.claudeflow.swarm.crd.v1alpha1.HibernationStep;
import java.time.Instant;
import java.util.Optional;

/**
 * What a store's status knows about its sleep.
 *
 * @param since when its step began
 * @param requested when it was asked for
 * @param backup the backup that is taken before it
 */
public record SleepRecord(HibernationStep step, Instant since, Instant requested, Optional<String> backup) {

    /** What the status says; a block that is not whole counts as none. */
    public static Optional<SleepRecord> of(Optional<HibernationStatus> status) {
        return status.filter(block -> block.step() != null && block.stepSince() != null && block.requestedAt() != null)
                .map(block -> new SleepRecord(
                        block.step(),
                        Instant.parse(block.stepSince()),
                        Instant.parse(block.requestedAt()),
                        Optional.ofNullable(block.backup())));
    }

    /** Whether the pod has to be away. */
    public boolean needsPodAway() {
        return step == HibernationStep.ASLEEP || step == HibernationStep.STOPPING;
    }
}
