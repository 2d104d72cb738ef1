package io.claudeflow.swarm.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.crd.v1alpha1.RestoreStep;
import io.claudeflow.swarm.crd.v1alpha1.SafetyBackup;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import io.claudeflow.swarm.operator.plan.RestoreFacts.Away;
import io.claudeflow.swarm.operator.plan.RestoreFacts.Failed;
import io.claudeflow.swarm.operator.plan.RestoreFacts.Finished;
import io.claudeflow.swarm.operator.plan.RestoreFacts.Going;
import io.claudeflow.swarm.operator.plan.RestoreFacts.KnownStore;
import io.claudeflow.swarm.operator.plan.RestoreFacts.NoStore;
import io.claudeflow.swarm.operator.plan.RestoreFacts.NotBegun;
import io.claudeflow.swarm.operator.plan.RestoreFacts.Ready;
import io.claudeflow.swarm.operator.plan.RestoreFacts.Silent;
import io.claudeflow.swarm.operator.plan.RestoreFacts.UnreadableStore;
import io.claudeflow.swarm.operator.plan.RestoreMove.AskSafetyBackup;
import io.claudeflow.swarm.operator.plan.RestoreMove.Begin;
import io.claudeflow.swarm.operator.plan.RestoreMove.Cancel;
import io.claudeflow.swarm.operator.plan.RestoreMove.End;
import io.claudeflow.swarm.operator.plan.RestoreMove.Go;
import io.claudeflow.swarm.operator.plan.RestoreMove.Hindrance;
import io.claudeflow.swarm.operator.plan.RestoreMove.Result;
import io.claudeflow.swarm.operator.plan.RestoreMove.Stay;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every step of a restore and what may happen in it, as a table. */
class RestoreMoveTest {
    private static final Instant SINCE = Instant.parse("2026-11-21T10:00:00Z");

    /**
     * Columns: step, safety backup wanted, pod (ready, silent, failing, away), Job (none, going, done, failed), safety
     * backup (V verified, F failed, P waiting, W at work), seconds in the step; then the move.
     */
    @ParameterizedTest(name = "{0} {1} {2} {3} {4} {5}s")
    @CsvSource(
            delimiter = '|',
            value = {
                // The present data first.
                "SAFETY_BACKUP  | REQUIRED    | ready   | none   |   | 0   | ask",
                "SAFETY_BACKUP  | REQUIRED    | ready   | none   | P | 5   | stay SAFETY_BACKUP",
                "SAFETY_BACKUP  | REQUIRED    | ready   | none   | W | 90  | stay SAFETY_BACKUP",
                "SAFETY_BACKUP  | REQUIRED    | ready   | none   | V | 9   | STOPPING",
                "SAFETY_BACKUP  | REQUIRED    | ready   | none   | F | 9   | end NOTHING_CHANGED",
                "SAFETY_BACKUP  | IF_POSSIBLE | ready   | none   | F | 9   | STOPPING",
                // A pod that is silent is taken away, and the backup comes from the claim.
                "SAFETY_BACKUP  | REQUIRED    | silent  | none   | P | 59  | stay SAFETY_BACKUP",
                "SAFETY_BACKUP  | REQUIRED    | silent  | none   | P | 60  | STOPPING",
                "STOPPING       | REQUIRED    | away    | none   | P | 299 | stay SAFETY_BACKUP",
                "STOPPING       | REQUIRED    | away    | none   | W | 400 | stay SAFETY_BACKUP",
                // One that does not even begin does not keep the pod away.
                "STOPPING       | REQUIRED    | away    | none   | P | 300 | RESUMING!",
                "STOPPING       | IF_POSSIBLE | away    | none   | P | 300 | RESTORING",
                "STOPPING       | REQUIRED    | away    | none   | F | 9   | RESUMING!",
                "STOPPING       | IF_POSSIBLE | away    | none   | F | 9   | RESTORING",
                // The pod ends, or nothing is done.
                "STOPPING       | REQUIRED    | ready   | none   | V | 9   | stay POD",
                "STOPPING       | REQUIRED    | silent  | none   | V | 299 | stay POD",
                "STOPPING       | REQUIRED    | silent  | none   | V | 300 | RESUMING!",
                "STOPPING       | REQUIRED    | away    | none   | V | 9   | RESTORING",
                "STOPPING       | SKIP        | away    | none   |   | 9   | RESTORING",
                // The Job, and never beside a pod.
                "RESTORING      | REQUIRED    | away    | none   | V | 0   | begin",
                "RESTORING      | REQUIRED    | silent  | none   | V | 0   | stay POD",
                "RESTORING      | REQUIRED    | away    | going  | V | 99  | stay JOB",
                "RESTORING      | REQUIRED    | away    | done   | V | 99  | STARTING",
                "RESTORING      | REQUIRED    | away    | failed | V | 99  | RESUMING!",
                // The restored data has to serve.
                "STARTING       | REQUIRED    | away    | none   | V | 0   | stay POD",
                "STARTING       | REQUIRED    | silent  | none   | V | 99  | stay POD",
                "STARTING       | REQUIRED    | ready   | none   | V | 99  | end RESTORED",
                "STARTING       | REQUIRED    | failing | none   | V | 99  | STOPPING_AGAIN!",
                "STARTING       | REQUIRED    | silent  | none   | V | 600 | STOPPING_AGAIN!",
                "STARTING       | REQUIRED    | away    | none   | V | 600 | STOPPING_AGAIN!",
                "STARTING       | SKIP        | failing | none   |   | 99  | end NOT_SERVING",
                // And back.
                "STOPPING_AGAIN | REQUIRED    | silent  | none   | V | 9   | stay POD",
                "STOPPING_AGAIN | REQUIRED    | away    | none   | V | 9   | ROLLING_BACK",
                "STOPPING_AGAIN | REQUIRED    | silent  | none   | V | 300 | RESUMING!",
                "ROLLING_BACK   | REQUIRED    | away    | none   | V | 0   | begin undo",
                "ROLLING_BACK   | REQUIRED    | away    | going  | V | 9   | stay JOB",
                "ROLLING_BACK   | REQUIRED    | away    | done   | V | 9   | RESUMING",
                "ROLLING_BACK   | REQUIRED    | away    | failed | V | 9   | RESUMING!",
                "RESUMING       | REQUIRED    | silent  | none   | V | 9   | stay POD",
                "RESUMING       | REQUIRED    | ready   | none   | V | 9   | end FORMER_DATA",
                "RESUMING       | REQUIRED    | ready   | done   | V | 9   | end ROLLED_BACK",
                "RESUMING       | REQUIRED    | silent  | none   | V | 600 | end FORMER_DATA",
            })
    void next_isAsTheTableSays(
            RestoreStep step,
            SafetyBackup safety,
            String pod,
            String job,
            @Nullable String backup,
            long seconds,
            String move) {
        var known = new RestoreRecord(
                "r",
                "uid",
                "s",
                SINCE,
                Optional.empty(),
                safety,
                step,
                SINCE,
                Optional.of("source"),
                safety == SafetyBackup.SKIP ? Optional.empty() : Optional.of("safety"),
                Optional.of("It broke."));
        var facts = facts(
                known,
                new KnownStore(BackupDutiesTest.plan("{}"), false),
                Optional.of(record("source", 'V', "w")),
                Optional.ofNullable(backup).map(kind -> record("safety", kind.charAt(0), "w")),
                pod,
                job,
                seconds);

        assertThat(described(RestoreMove.next(facts))).isEqualTo(move);
    }

    @Test
    void shouldChooseItsBackupsAndGoOn() {
        var required = pending(SafetyBackup.REQUIRED, Optional.empty());
        var skipping = pending(SafetyBackup.SKIP, Optional.empty());

        assertThat(RestoreMove.next(facts(required, 'V')))
                .isEqualTo(new Go(
                        RestoreStep.SAFETY_BACKUP,
                        Optional.of("source"),
                        Optional.of("s-backup-20261121t100000"),
                        Optional.empty()));
        assertThat(RestoreMove.next(facts(skipping, 'V')))
                .isEqualTo(new Go(RestoreStep.STOPPING, Optional.of("source"), Optional.empty(), Optional.empty()));
    }

    @Test
    void shouldWaitForWhatIsMissingAndSayWhat() {
        var wanted = pending(SafetyBackup.REQUIRED, Optional.of("lost"));
        var any = pending(SafetyBackup.REQUIRED, Optional.empty());
        var store = new KnownStore(BackupDutiesTest.plan("{}"), false);

        assertThat(stays(
                        RestoreMove.next(facts(wanted, store, Optional.empty(), Optional.empty(), "ready", "none", 0))))
                .contains("spec.backup: there is no SwarmMemoryBackup lost here");
        assertThat(stays(RestoreMove.next(facts(any, store, Optional.empty(), Optional.empty(), "ready", "none", 0))))
                .contains("SwarmMemoryStore s has no verified backup");
        assertThat(stays(RestoreMove.next(
                        facts(any, new NoStore(), Optional.empty(), Optional.empty(), "away", "none", 0))))
                .contains("spec.storeRef.name: there is no SwarmMemoryStore s here");
        assertThat(stays(RestoreMove.next(
                        facts(any, new UnreadableStore("oh"), Optional.empty(), Optional.empty(), "away", "none", 0))))
                .contains("cannot be followed: oh");
        assertThat(stays(RestoreMove.next(facts(any, 'P')))).contains("is not verified yet");
    }

    @Test
    void shouldRefuseWhatCanNeverBeRestored() {
        var any = pending(SafetyBackup.REQUIRED, Optional.empty());
        var ephemeral = new KnownStore(BackupDutiesTest.plan("{persistence: false}"), false);
        var leaving = new KnownStore(BackupDutiesTest.plan("{}"), true);
        var store = new KnownStore(BackupDutiesTest.plan("{}"), false);
        var good = Optional.of(record("source", 'V', "w"));
        var foreign = Optional.of(record("source", 'V', "sales"));

        assertThat(ends(RestoreMove.next(facts(any, 'F')))).contains("cannot be restored");
        assertThat(ends(RestoreMove.next(facts(any, ephemeral, good, Optional.empty(), "ready", "none", 0))))
                .contains("spec.persistence");
        assertThat(ends(RestoreMove.next(facts(any, leaving, good, Optional.empty(), "ready", "none", 0))))
                .contains("is being deleted");
        assertThat(ends(RestoreMove.next(facts(any, store, foreign, Optional.empty(), "ready", "none", 0))))
                .contains("is of swarm sales (expected: w)");
    }

    @Test
    void shouldWaitForItsTurn() {
        var any = pending(SafetyBackup.REQUIRED, Optional.empty());
        var facts = new RestoreFacts(
                any,
                SINCE,
                new KnownStore(BackupDutiesTest.plan("{}"), false),
                Optional.of("other"),
                Optional.of(record("source", 'V', "w")),
                Optional.empty(),
                List.of(),
                new Ready(),
                new NotBegun());

        assertThat(RestoreMove.next(facts))
                .isInstanceOfSatisfying(
                        Stay.class, stay -> assertThat(stay.hindrance()).isEqualTo(Hindrance.ANOTHER_RESTORE));
    }

    @Test
    void shouldNotBeginWhenItsBackupHasGoneMeanwhile() {
        var restoring = new RestoreRecord(
                "r",
                "uid",
                "s",
                SINCE,
                Optional.empty(),
                SafetyBackup.SKIP,
                RestoreStep.RESTORING,
                SINCE,
                Optional.of("source"),
                Optional.empty(),
                Optional.empty());
        var store = new KnownStore(BackupDutiesTest.plan("{}"), false);

        assertThat(described(RestoreMove.next(
                        facts(restoring, store, Optional.empty(), Optional.empty(), "away", "none", 0))))
                .isEqualTo("RESUMING!");
    }

    @Test
    void shouldEndItsJobBeforeItLeavesTheClaimToAnother() {
        var any = pending(SafetyBackup.SKIP, Optional.empty());
        var leaving = new KnownStore(BackupDutiesTest.plan("{}"), true);

        assertThat(described(
                        RestoreMove.next(facts(any, leaving, Optional.empty(), Optional.empty(), "away", "going", 0))))
                .isEqualTo("cancel");
        assertThat(described(
                        RestoreMove.next(facts(any, leaving, Optional.empty(), Optional.empty(), "away", "none", 0))))
                .isEqualTo("end NOTHING_CHANGED");
    }

    private static String described(RestoreMove move) {
        return switch (move) {
            case Stay stay -> "stay " + stay.hindrance();
            case Go go -> go.step() + (go.problem().isPresent() ? "!" : "");
            case AskSafetyBackup ask -> "ask";
            case Begin begin -> begin.undo() ? "begin undo" : "begin";
            case Cancel cancel -> "cancel";
            case End end -> "end " + end.result();
        };
    }

    private static String stays(RestoreMove move) {
        assertThat(move).isInstanceOf(Stay.class);
        return move instanceof Stay stay ? stay.message() : "";
    }

    private static String ends(RestoreMove move) {
        assertThat(move)
                .isInstanceOfSatisfying(
                        End.class, end -> assertThat(end.result()).isEqualTo(Result.NOTHING_CHANGED));
        return move instanceof End end ? end.message() : "";
    }

    private static RestoreRecord pending(SafetyBackup safety, Optional<String> wanted) {
        return new RestoreRecord(
                "r",
                "uid",
                "s",
                SINCE,
                wanted,
                safety,
                RestoreStep.PENDING,
                SINCE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static RestoreFacts facts(RestoreRecord restore, char source) {
        return facts(
                restore,
                new KnownStore(BackupDutiesTest.plan("{}"), false),
                Optional.of(record("source", source, "w")),
                Optional.empty(),
                "ready",
                "none",
                0);
    }

    private static RestoreFacts facts(
            RestoreRecord restore,
            RestoreFacts.Store store,
            Optional<BackupRecord> source,
            Optional<BackupRecord> safety,
            String pod,
            String job,
            long seconds) {
        return new RestoreFacts(
                restore,
                SINCE.plusSeconds(seconds),
                store,
                Optional.empty(),
                source,
                safety,
                List.of(),
                switch (pod) {
                    case "ready" -> new Ready();
                    case "away" -> new Away();
                    default -> new Silent("It starts.", pod.equals("failing"));
                },
                switch (job) {
                    case "going" -> new Going("It works.");
                    case "done" -> new Finished();
                    case "failed" -> new Failed("It broke.");
                    default -> new NotBegun();
                });
    }

    private static BackupRecord record(String name, char kind, String swarm) {
        var state = switch (kind) {
            case 'V' -> State.VERIFIED;
            case 'F' -> State.FAILED;
            default -> State.PENDING;
        };
        return new BackupRecord(
                name,
                "s",
                swarm,
                BackupTrigger.RESTORE,
                state,
                SINCE,
                state == State.PENDING ? Optional.empty() : Optional.of(SINCE),
                "its message",
                Optional.empty(),
                kind == 'W',
                false,
                false,
                false);
    }
}
