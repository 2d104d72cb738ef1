package io.claudeflow.swarm.operator.memorybackup;

import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.plan.BackupPlan.Destination;
import io.claudeflow.swarm.operator.plan.BackupRecord;
import io.claudeflow.swarm.operator.plan.JobPlan;
import io.claudeflow.swarm.operator.plan.JobPlan.Owner;
import io.claudeflow.swarm.operator.plan.StorageJobs;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.plan.StorePlan.ClaimStorage;
import io.claudeflow.swarm.operator.status.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What a backup without a Job needs next. Pure. */
sealed interface BackupStep {

    /** Nothing can be done now; it is looked at again. */
    record Wait(Reason reason, String message) implements BackupStep {}

    /** It can never be taken. */
    record GiveUp(Reason reason, String message) implements BackupStep {}

    /** The Job to begin. */
    record Begin(StorePlan plan, JobPlan job) implements BackupStep {}

    /**
     * The next step.
     *
     * @param uid of the object
     * @param destination where it goes
     * @param siblings all backups of the store
     * @param held those that are needed, whatever retention says
     * @param patience how long the Job of a final backup may take
     */
    static BackupStep next(
            BackupRecord backup,
            String uid,
            Destination destination,
            StoreSeen store,
            List<BackupRecord> siblings,
            Set<String> held,
            Duration patience,
            Instant now) {
        return switch (store) {
            case StoreSeen.Missing() -> missing(backup);
            case StoreSeen.Unreadable(var why) ->
                new Wait(
                        Reason.WAITING_FOR_STORE, "SwarmMemoryStore " + backup.store() + " cannot be followed: " + why);
            case StoreSeen.Known known -> begin(backup, uid, destination, known, siblings, held, patience, now);
        };
    }

    private static BackupStep missing(BackupRecord backup) {
        return backup.automatic()
                ? new GiveUp(
                        Reason.STORE_GONE,
                        "SwarmMemoryStore " + backup.store() + " is gone; the backup it asked for was not taken.")
                : new Wait(
                        Reason.STORE_NOT_FOUND,
                        "spec.storeRef.name: there is no SwarmMemoryStore " + backup.store()
                                + " here (expected: one in this namespace). The backup is taken when it appears.");
    }

    private static BackupStep begin(
            BackupRecord backup,
            String uid,
            Destination destination,
            StoreSeen.Known store,
            List<BackupRecord> siblings,
            Set<String> held,
            Duration patience,
            Instant now) {
        var plan = store.plan();
        var jobs = StorageJobs.of(plan, Names.storage(plan.identity().name()));
        var name = Names.backupJob(plan.identity().name(), backup.name());
        var owner = new Owner("SwarmMemoryBackup", backup.name(), uid);
        if (store.restore().isPresent()) {
            return new Wait(
                    Reason.WAITING_FOR_TURN,
                    "SwarmMemoryRestore " + store.restore().get()
                            + " replaces the data; the backup is taken afterwards.");
        }
        if (store.ready()) {
            var surplus = plan.backups().retention().surplusBeside(ofThisSwarm(siblings, backup, plan), now).stream()
                    .filter(other -> !held.contains(other) && !isElsewhere(other, siblings, backup))
                    .toList();
            return new Begin(plan, jobs.pull(name, owner, backup.name(), destination, surplus, Labels.SURPLUS));
        }
        if (store.stopped() && plan.storage() instanceof ClaimStorage) {
            return new Begin(plan, jobs.file(name, owner, backup.name(), destination, patience));
        }
        return new Wait(
                Reason.WAITING_FOR_STORE,
                "Pod " + Names.pod(plan.identity().name())
                        + " does not take requests (expected: ready). kubectl describe"
                        + " swarmmemorystore " + plan.identity().name() + " -n "
                        + plan.identity().namespace() + " says why. The backup is taken when it does.");
    }

    /** A store of the same name may have had another swarm before. */
    private static List<BackupRecord> ofThisSwarm(List<BackupRecord> siblings, BackupRecord backup, StorePlan plan) {
        return siblings.stream()
                .filter(other -> !other.name().equals(backup.name()))
                .filter(other -> other.swarm().equals(plan.identity().swarm()))
                .toList();
    }

    /** A Job reaches one destination only. */
    private static boolean isElsewhere(String name, List<BackupRecord> siblings, BackupRecord backup) {
        return siblings.stream()
                .filter(other -> other.name().equals(name))
                .anyMatch(other -> other.inObjectStorage() != backup.inObjectStorage());
    }
}
