package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.HibernationStep;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a store that is to hibernate, or does, does next. Pure: a step is written down before anything of it is done. It
 * does not go to sleep without a verified backup, and does not wake while a Job works on its claim.
 */
public sealed interface SleepMove {
    /** A backup that has not begun by then is taken from the claim, without the pod. */
    Duration SILENCE = Duration.ofMinutes(1);
    /** After a backup that failed the next one is tried. */
    Duration PAUSE = Duration.ofMinutes(10);

    /** It is awake and stays so. */
    record Awake() implements SleepMove {}

    /** It waits before it goes to sleep; {@code failed}: for another backup than the last one. */
    record Stay(boolean failed, String message) implements SleepMove {}

    /** The next step begins. */
    record Go(HibernationStep step, Optional<String> backup) implements SleepMove {}

    /** The backup is asked for. */
    record AskBackup(String name) implements SleepMove {}

    /** It sleeps; {@code stopped}: its pod is gone. */
    record Asleep(boolean stopped) implements SleepMove {}

    /** It is to wake, and something on its claim goes first. */
    record Drowsy(String message) implements SleepMove {}

    /** It wakes. */
    record Wake() implements SleepMove {}

    /** The store's pod. */
    enum Pod {
        AWAY,
        SILENT,
        READY
    }

    /**
     * What is known.
     *
     * @param wanted whether it is to sleep
     * @param busy what it is doing that goes first, for people
     * @param hasData whether its claim has a volume
     * @param backups all of the store's own
     */
    record Facts(
            String store,
            boolean wanted,
            Optional<SleepRecord> record,
            Instant now,
            Optional<String> busy,
            boolean hasData,
            Pod pod,
            List<BackupRecord> backups) {}

    /** The next move. */
    static SleepMove next(Facts facts) {
        if (facts.record().isEmpty()) {
            return facts.wanted() ? begin(facts) : new Awake();
        }
        var record = facts.record().get();
        if (!facts.wanted()) {
            return waking(facts, record);
        }
        return switch (record.step()) {
            case BACKING_UP, STOPPING, UNKNOWN -> backup(facts, record);
            case ASLEEP -> new Asleep(facts.pod() == Pod.AWAY);
        };
    }

    private static SleepMove begin(Facts facts) {
        return facts.busy()
                .<SleepMove>map(busy -> new Stay(false, busy))
                .orElseGet(() -> facts.hasData()
                        ? new Go(HibernationStep.BACKING_UP, Optional.of(freeName(facts)))
                        : new Go(HibernationStep.ASLEEP, Optional.empty()));
    }

    private static SleepMove waking(Facts facts, SleepRecord record) {
        return facts.backups().stream()
                .filter(backup -> record.needsPodAway() && backup.working())
                .findFirst()
                .<SleepMove>map(
                        backup -> new Drowsy("SwarmMemoryBackup " + backup.name() + " is taken from the claim first."))
                .orElseGet(Wake::new);
    }

    /** Any verified backup since sleep was asked for will do, whoever asked for it. */
    private static SleepMove backup(Facts facts, SleepRecord record) {
        if (!facts.hasData()
                || facts.backups().stream().anyMatch(backup -> backup.usable() && counts(backup, record))) {
            return new Go(HibernationStep.ASLEEP, Optional.empty());
        }
        var own = facts.backups().stream()
                .filter(backup -> record.backup().filter(backup.name()::equals).isPresent())
                .findFirst();
        if (own.isEmpty()) {
            return new AskBackup(record.backup().orElseThrow());
        }
        var backup = own.get();
        if (backup.state() == State.PENDING) {
            return record.step() != HibernationStep.STOPPING
                            && facts.pod() != Pod.READY
                            && !backup.working()
                            && !facts.now().isBefore(record.since().plus(SILENCE))
                    ? new Go(HibernationStep.STOPPING, Optional.empty())
                    : new Stay(false, "SwarmMemoryBackup " + backup.name() + " is going on: " + backup.message());
        }
        if (record.step() == HibernationStep.STOPPING) {
            return new Go(HibernationStep.BACKING_UP, Optional.empty());
        }
        return facts.now().isBefore(backup.moment().plus(PAUSE))
                ? new Stay(
                        true,
                        "SwarmMemoryBackup " + backup.name() + " failed: " + backup.message()
                                + " The store stays awake. Another one is tried at "
                                + backup.moment().plus(PAUSE) + "; a verified one of any other origin will do, too.")
                : new Go(HibernationStep.BACKING_UP, Optional.of(freeName(facts)));
    }

    /** Its own one does by its name: the clocks of the operator and of the API server may differ. */
    private static boolean counts(BackupRecord backup, SleepRecord record) {
        return record.backup().filter(backup.name()::equals).isPresent()
                || !backup.created().isBefore(record.requested());
    }

    private static String freeName(Facts facts) {
        var taken = facts.backups().stream().map(BackupRecord::name).collect(Collectors.toSet());
        var slot = new Slot(facts.now());
        while (taken.contains(slot.backupOf(facts.store()))) {
            slot = slot.next();
        }
        return slot.backupOf(facts.store());
    }
}
