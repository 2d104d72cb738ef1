package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * What counts about one SwarmMemoryBackup.
 *
 * @param finished when it ended, one way or the other
 * @param message what its condition Succeeded says
 * @param hindrance the reason it waits for somebody to do something
 * @param working whether a Job is at work for it
 * @param artifactRemoved whether its file is gone already, and it only waits for its own removal
 * @param leaving whether it is being deleted
 */
public record BackupRecord(
        String name,
        String store,
        String swarm,
        BackupTrigger trigger,
        State state,
        Instant created,
        Optional<Instant> finished,
        String message,
        Optional<String> hindrance,
        boolean working,
        boolean inObjectStorage,
        boolean artifactRemoved,
        boolean leaving) {
    /** Two that ended in the same second follow each other as they were made, and then by their names. */
    public static final Comparator<BackupRecord> OLDEST_FIRST = Comparator.comparing(BackupRecord::moment)
            .thenComparing(BackupRecord::created)
            .thenComparing(BackupRecord::name);

    /** How far it has come; only {@link #PENDING} ever changes. */
    public enum State {
        PENDING,
        VERIFIED,
        FAILED
    }

    /** Whether it can be restored from. */
    public boolean usable() {
        return state == State.VERIFIED && !artifactRemoved && !leaving;
    }

    /** When it ended, or else when it was made. */
    public Instant moment() {
        return finished.orElse(created);
    }

    /** Whether the operator made it, and may remove it. */
    public boolean automatic() {
        return trigger != BackupTrigger.MANUAL && trigger != BackupTrigger.UNKNOWN;
    }
}
