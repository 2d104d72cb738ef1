package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.plan.BackupRecord;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a pass saw of a store's backups.
 *
 * @param claimGone whether the claim that usable ones lie on is not there
 * @param created when the store was
 * @param handled the moment of the schedule that was acted on last
 * @param next when one is due again
 * @param refusal why one could not be made; empty text if somebody else was faster
 */
record BackupsSeen(
        List<BackupRecord> backups,
        boolean claimGone,
        Instant created,
        Optional<Instant> handled,
        Optional<Instant> next,
        Optional<String> refusal) {

    /** Nothing is known of any. */
    static BackupsSeen none(Instant created) {
        return new BackupsSeen(List.of(), false, created, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, with nothing of the schedule left to make up for. */
    BackupsSeen handledAt(Instant now) {
        return new BackupsSeen(backups, claimGone, created, Optional.of(now), next, refusal);
    }

    /** The newest one that can be restored from. */
    Optional<BackupRecord> newestVerified() {
        return newest(backups.stream()
                .filter(BackupRecord::usable)
                .filter(backup -> !lost(backup))
                .toList());
    }

    /** The newest one that could be restored from, if the claim it lay on were there. */
    Optional<BackupRecord> newestLost() {
        return newest(
                backups.stream().filter(BackupRecord::usable).filter(this::lost).toList());
    }

    private boolean lost(BackupRecord backup) {
        return claimGone && !backup.inObjectStorage();
    }

    /** The newest one that failed after {@link #newestVerified}. */
    Optional<BackupRecord> failedSince() {
        return newest(backups.stream()
                .filter(backup -> backup.state() == State.FAILED && !backup.leaving())
                .filter(backup -> newestVerified()
                        .map(good -> backup.moment().isAfter(good.moment()))
                        .orElse(true))
                .toList());
    }

    /** One that is going on. */
    Optional<BackupRecord> going() {
        return newest(backups.stream()
                .filter(backup -> backup.state() == State.PENDING && !backup.leaving())
                .toList());
    }

    private static Optional<BackupRecord> newest(List<BackupRecord> backups) {
        return backups.stream().max(BackupRecord.OLDEST_FIRST);
    }
}
