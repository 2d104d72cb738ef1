package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreStatus;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Pauses;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of a store for which nothing is written: as it was, with the condition that says so. Pure. */
final class Pause {
    private Pause() {}

    /** What a paused store's status says. */
    static SwarmMemoryStoreStatus paused(
            SwarmMemoryStoreStatus previous, @Nullable Long generation, Instant now) {
        return new SwarmMemoryStoreStatus(
                previous.observedGeneration(),
                previous.phase(),
                Conditions.with(previous.conditions(), Pauses.PAUSED, generation, now),
                previous.storageReady(),
                previous.databaseSize(),
                previous.entryCount(),
                previous.agentCount(),
                previous.taskCount(),
                previous.patternCount(),
                previous.cacheHitRate(),
                previous.lastBackup(),
                previous.nextBackup(),
                previous.lastVerifiedBackup(),
                previous.lastScheduledBackup(),
                previous.migrationCompleted(),
                previous.migrationTime(),
                previous.migration(),
                previous.storageRebuild(),
                previous.endpoints(),
                previous.version(),
                previous.upgrade(),
                previous.hibernation());
    }

    /** For a store that was paused once. */
    static Optional<Finding> over(SwarmMemoryStoreStatus previous) {
        return Conditions.find(previous.conditions(), ConditionType.PAUSED).map(before -> Pauses.RESUMED);
    }
}
