package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Backups of the store {@code s} of swarm {@code w}, for tests. */
public final class BackupsOfAStore {
    private final List<BackupRecord> all = new ArrayList<>();

    /** A verified one of that moment, made by the schedule and named after it. */
    public BackupsOfAStore verified(String moment) {
        return with(slot(moment), BackupTrigger.SCHEDULE, State.VERIFIED, moment);
    }

    /** A failed one. */
    public BackupsOfAStore failed(String moment) {
        return with(slot(moment), BackupTrigger.SCHEDULE, State.FAILED, moment);
    }

    /** One that is going on. */
    public BackupsOfAStore pending(String moment) {
        return with(slot(moment), BackupTrigger.SCHEDULE, State.PENDING, moment);
    }

    /** One that somebody has to help. */
    public BackupsOfAStore waiting(String moment, String hindrance) {
        return add(slot(moment), BackupTrigger.SCHEDULE, State.PENDING, moment, Optional.of(hindrance), false);
    }

    /** A verified one in object storage. */
    public BackupsOfAStore inObjectStorage(String moment) {
        return add(slot(moment), BackupTrigger.SCHEDULE, State.VERIFIED, moment, Optional.empty(), true);
    }

    /** Any. */
    public BackupsOfAStore with(String name, BackupTrigger trigger, State state, String moment) {
        return add(name, trigger, state, moment, Optional.empty(), false);
    }

    private BackupsOfAStore add(
            String name,
            BackupTrigger trigger,
            State state,
            String moment,
            Optional<String> hindrance,
            boolean inObjectStorage) {
        var at = Instant.parse(moment);
        all.add(new BackupRecord(
                name,
                "s",
                "w",
                trigger,
                state,
                at,
                state == State.PENDING ? Optional.empty() : Optional.of(at.plusSeconds(5)),
                "its message",
                hindrance,
                false,
                inObjectStorage,
                false,
                false));
        return this;
    }

    /** All of them, the newest last. */
    public List<BackupRecord> list() {
        return List.copyOf(all);
    }

    /** The name of the backup of a moment. */
    public static String slot(String moment) {
        return new Slot(Instant.parse(moment)).backupOf("s");
    }
}
