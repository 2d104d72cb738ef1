package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is known about a store that is being deleted.
 *
 * @param deleted when its deletion was asked
 * @param patience how long the final backup may take
 * @param namespaceEnds whether its namespace goes too: nothing can be made there any more
 * @param plan empty if its spec cannot be followed
 * @param backupClaim whether its own backup claim exists
 * @param backups all of this store and swarm
 */
public record DeletionFacts(
        Instant deleted,
        Instant now,
        Duration patience,
        boolean namespaceEnds,
        Optional<StorePlan> plan,
        DataClaim dataClaim,
        boolean backupClaim,
        Pod pod,
        List<BackupRecord> backups) {

    /** The store's own claim with its data. */
    public enum DataClaim {
        /** There is none, or it is somebody else's, or it goes already. */
        NONE,
        /** It has no volume, or was not filled with what its store was to begin with: nothing was ever written. */
        EMPTY,
        BOUND
    }

    /** The store's pod. */
    public enum Pod {
        NONE,
        /** It is there, or will be, and takes no requests. */
        SILENT,
        READY
    }

    /** The backups this deletion has asked for, the oldest first. */
    List<BackupRecord> finals() {
        var slot = new Slot(deleted).moment();
        return backups.stream()
                .filter(backup -> backup.trigger() == BackupTrigger.DELETION)
                .filter(backup -> Slot.ofBackup(backup.store(), backup.name())
                        .filter(named -> !named.moment().isBefore(slot))
                        .isPresent())
                .sorted(Comparator.comparing(BackupRecord::name))
                .toList();
    }

    /** Counted from the first try, so that an operator that was away tries all the same. */
    boolean timeIsOver() {
        var since = finals().stream().map(BackupRecord::created).findFirst().orElse(deleted);
        return !now.isBefore(since.plus(patience));
    }

    /** Whether there is data that a final backup would save. */
    boolean hasData() {
        return plan.filter(known -> known.storage() instanceof StorePlan.PodStorage)
                        .isPresent()
                ? pod == Pod.READY
                : dataClaim == DataClaim.BOUND;
    }

    /** Whether the newest verified backup lies in object storage. */
    boolean copyElsewhere() {
        return backups.stream()
                .filter(BackupRecord::usable)
                .max(BackupRecord.OLDEST_FIRST)
                .filter(BackupRecord::inObjectStorage)
                .isPresent();
    }

    /** Whether any of the final backups is as {@code state}. */
    Optional<BackupRecord> finalOne(State state) {
        return finals().stream().filter(backup -> backup.state() == state).reduce((first, last) -> last);
    }
}
