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
        return status.flatMap(SleepRecord::whole);
    }

    private static Optional<SleepRecord> whole(HibernationStatus block) {
        var step = block.step();
        var since = block.stepSince();
        var requested = block.requestedAt();
        return step == null || since == null || requested == null
                ? Optional.empty()
                : Optional.of(new SleepRecord(
                        step, Instant.parse(since), Instant.parse(requested), Optional.ofNullable(block.backup())));
    }

    /** Whether the pod has to be away. */
    public boolean needsPodAway() {
        return step == HibernationStep.ASLEEP || step == HibernationStep.STOPPING;
    }
}
