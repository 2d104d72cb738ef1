package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.HibernationStep;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreStatus;
import io.claudeflow.swarm.crd.v1alpha1.UpgradeStep;
import io.claudeflow.swarm.operator.plan.RebuildRecord;
import io.claudeflow.swarm.operator.plan.RestoreRecord;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Reason;
import java.util.List;
import java.util.Optional;

/** The changes of a store that take more than one pass, and which of them goes first. */
record Lives(Upgrader upgrader, Sleeper sleeper) {

    /** Does what is due about the store's version and its sleep. */
    Life pass(
            StoreResource store,
            StorePlan plan,
            SwarmMemoryStoreStatus previous,
            BackupsSeen backups,
            List<RestoreRecord> restores) {
        var restore = restores.stream()
                .filter(RestoreRecord::active)
                .findFirst()
                .map(active -> "SwarmMemoryRestore " + active.name() + " goes first.")
                .or(() -> StoreReader.rebuild(previous)
                        .filter(RebuildRecord::active)
                        .map(rebuild -> "The rebuild of the data claim goes first."));
        var asleep = previous.hibernation() != null || plan.changes().hibernate();
        var upgrade = upgrader.pass(
                store,
                plan,
                previous,
                backups,
                restore.or(() -> asleep ? Optional.of("The store hibernates; it changes when it wakes.") : Optional.empty()));
        var sleep = sleeper.pass(
                store,
                upgrade.plan(),
                previous,
                backups,
                restore.or(() -> isUpgrading(previous) ? Optional.of("A change of version goes first.") : Optional.empty()));
        return Life.of(upgrade, sleep);
    }

    /** A store that sleeps has no schedule: its data does not change. */
    StorePlan schedule(StorePlan plan, SwarmMemoryStoreStatus previous) {
        return previous.hibernation() != null && previous.hibernation().step() == HibernationStep.ASLEEP
                ? plan.unscheduled()
                : plan;
    }

    private static boolean isUpgrading(SwarmMemoryStoreStatus status) {
        return status.upgrade() != null && status.upgrade().step() != UpgradeStep.FINISHED;
    }

    /** What is going on that others wait for. */
    static Optional<String> underWay(SwarmMemoryStoreStatus status) {
        if (isUpgrading(status)) {
            return Optional.of("the change of version");
        }
        return status.hibernation() == null ? Optional.empty() : Optional.of("the hibernation");
    }

    /** Whether the next pass is due at once. */
    static boolean isChanging(SwarmMemoryStoreStatus status) {
        return isUpgrading(status)
                || Conditions.find(status.conditions(), ConditionType.HIBERNATED)
                        .map(condition -> Reason.byWire(String.valueOf(condition.reason())))
                        .filter(reason -> reason == Reason.HIBERNATING || reason == Reason.WAKING)
                        .isPresent();
    }
}
