package io.claudeflow.swarm.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.crd.v1alpha1.HibernationStep;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every step of a store that is to sleep, or wakes, and what may happen in it, as a table. */
class SleepMoveTest {
    private static final Instant SINCE = Instant.parse("2026-11-21T10:00:00Z");

    /**
     * Columns: step; whether it is to sleep; busy; data on the claim; pod; backup (V verified, F failed, P waiting, W
     * at work; small letters: one somebody else asked for since); seconds in the step; then the move.
     */
    @ParameterizedTest(name = "{0} {1} {2} {3} {4} {5} {6}s")
    @CsvSource(
            delimiter = '|',
            value = {
                "           | false |      | true  | READY  |   | 0    | awake",
                "           | true  |      | true  | READY  |   | 0    | BACKING_UP with a backup",
                "           | true  | yes  | true  | READY  |   | 0    | stay",
                // Not without a backup, unless there is nothing to back up.
                "           | true  |      | false | AWAY   |   | 0    | ASLEEP",
                "BACKING_UP | true  |      | true  | READY  |   | 0    | ask",
                "BACKING_UP | true  |      | true  | READY  | P | 500  | stay",
                "BACKING_UP | true  |      | true  | READY  | W | 500  | stay",
                "BACKING_UP | true  |      | true  | READY  | V | 9    | ASLEEP",
                "BACKING_UP | true  |      | true  | READY  | v | 9    | ASLEEP",
                "BACKING_UP | true  |      | false | SILENT |   | 0    | ASLEEP",
                "BACKING_UP | true  |      | true  | READY  | F | 599  | stay, failed",
                "BACKING_UP | true  |      | true  | READY  | F | 600  | BACKING_UP with a backup",
                "BACKING_UP | false |      | true  | READY  | P | 9    | wake",
                // A pod that is silent is taken away, and the backup comes from the claim.
                "BACKING_UP | true  |      | true  | SILENT | P | 59   | stay",
                "BACKING_UP | true  |      | true  | SILENT | P | 60   | STOPPING",
                "BACKING_UP | true  |      | true  | SILENT | W | 60   | stay",
                "STOPPING   | true  |      | true  | AWAY   | P | 3000 | stay",
                "STOPPING   | true  |      | true  | AWAY   | V | 9    | ASLEEP",
                "STOPPING   | true  |      | true  | AWAY   | F | 9    | BACKING_UP",
                // Asleep, and awake when nothing works on the claim.
                "ASLEEP     | true  |      | true  | SILENT | V | 9    | asleep, stopping",
                "ASLEEP     | true  |      | true  | AWAY   | V | 9    | asleep",
                "ASLEEP     | true  | yes  | true  | AWAY   | V | 9    | asleep",
                "ASLEEP     | false |      | true  | AWAY   | w | 9    | drowsy",
                "ASLEEP     | false |      | true  | AWAY   | V | 9    | wake",
                "STOPPING   | false |      | true  | AWAY   | W | 9    | drowsy",
                "BACKING_UP | false |      | true  | READY  | W | 9    | wake",
            })
    void next_isAsTheTableSays(
            @Nullable HibernationStep step,
            boolean wanted,
            @Nullable String busy,
            boolean data,
            SleepMove.Pod pod,
            @Nullable String backup,
            long seconds,
            String move) {
        var record = Optional.ofNullable(step).map(known -> new SleepRecord(known, SINCE, SINCE, Optional.of("own")));
        var facts = new SleepMove.Facts(
                "s",
                wanted,
                record,
                SINCE.plusSeconds(seconds),
                Optional.ofNullable(busy),
                data,
                pod,
                Optional.ofNullable(backup).map(kind -> backup(kind.charAt(0))).stream()
                        .toList());

        var told = switch (SleepMove.next(facts)) {
            case SleepMove.Awake() -> "awake";
            case SleepMove.Stay(var failed, var message) -> failed ? "stay, failed" : "stay";
            case SleepMove.Go(var to, var name) -> to + (name.isPresent() ? " with a backup" : "");
            case SleepMove.AskBackup(var name) -> "ask";
            case SleepMove.Asleep(var stopped) -> stopped ? "asleep" : "asleep, stopping";
            case SleepMove.Drowsy(var message) -> "drowsy";
            case SleepMove.Wake() -> "wake";
        };

        assertThat(told).isEqualTo(move);
    }

    private static BackupRecord backup(char kind) {
        var state = switch (Character.toUpperCase(kind)) {
            case 'V' -> State.VERIFIED;
            case 'F' -> State.FAILED;
            default -> State.PENDING;
        };
        return new BackupRecord(
                Character.isUpperCase(kind) ? "own" : "other",
                "s",
                "w",
                BackupTrigger.HIBERNATION,
                state,
                SINCE,
                state == State.PENDING ? Optional.empty() : Optional.of(SINCE),
                "its message",
                Optional.empty(),
                Character.toUpperCase(kind) == 'W',
                false,
                false,
                false);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-21T10:00:00Z, s-backup-20261121t100001", "2026-11-21T10:00:05Z, s-backup-20261121t100005"})
    void theNameOfTheBackupIsFree(String now, String name) {
        var taken = new BackupRecord(
                "s-backup-20261121t100000",
                "s",
                "w",
                BackupTrigger.SCHEDULE,
                State.VERIFIED,
                SINCE,
                Optional.of(SINCE),
                "",
                Optional.empty(),
                false,
                false,
                false,
                false);
        var facts = new SleepMove.Facts(
                "s",
                true,
                Optional.empty(),
                Instant.parse(now),
                Optional.empty(),
                true,
                SleepMove.Pod.READY,
                List.of(taken));

        assertThat(SleepMove.next(facts)).isEqualTo(new SleepMove.Go(HibernationStep.BACKING_UP, Optional.of(name)));
    }
}
