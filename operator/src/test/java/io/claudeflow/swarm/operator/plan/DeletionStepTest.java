package io.claudeflow.swarm.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import io.claudeflow.swarm.operator.plan.DeletionFacts.DataClaim;
import io.claudeflow.swarm.operator.plan.DeletionFacts.Pod;
import io.claudeflow.swarm.operator.plan.DeletionStep.Ask;
import io.claudeflow.swarm.operator.plan.DeletionStep.End;
import io.claudeflow.swarm.operator.plan.DeletionStep.Fate;
import io.claudeflow.swarm.operator.plan.DeletionStep.Settle;
import io.claudeflow.swarm.operator.plan.DeletionStep.Stop;
import io.claudeflow.swarm.operator.plan.DeletionStep.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases of a deletion, as a table. */
class DeletionStepTest {
    private static final Instant DELETED = Instant.parse("2026-11-21T10:00:00Z");
    private static final String FIRST = "s-backup-20261121t100000";

    /**
     * Columns: spec, data claim, backup claim exists, pod, final backups so far (V verified, S verified in object
     * storage, F failed, P waiting, W at work), seconds since the deletion; then the step, and for the end the fate of
     * the data claim, of the backup claim, and the mark.
     */
    @ParameterizedTest(name = "{0} {1} {3} {4} {5}")
    @CsvSource(
            delimiter = '|',
            value = {
                // A running store: asked, waited for, settled.
                "{}                                            | BOUND | true  | READY  |     | 0    | Ask",
                "{}                                            | BOUND | true  | READY  | P   | 5    | Wait",
                "{}                                            | BOUND | true  | READY  | W   | 5    | Wait",
                "{}                                            | BOUND | true  | READY  | V   | 9    | KEEP,KEEP,StoreDeleted",
                // A pod that is silent is taken away, but never under a Job that reads from it.
                "{}                                            | BOUND | true  | SILENT |     | 0    | Stop",
                "{}                                            | BOUND | true  | SILENT | P   | 5    | Stop",
                "{}                                            | BOUND | true  | SILENT | W   | 5    | Wait",
                // Foreground deletion has removed it already.
                "{}                                            | BOUND | true  | NONE   |     | 0    | Ask",
                "{}                                            | BOUND | true  | NONE   | W   | 5    | Wait",
                "{}                                            | BOUND | true  | NONE   | F   | 5    | Ask",
                // Three attempts, and no more than the time there is.
                "{}                                            | BOUND | true  | READY  | FF  | 30   | Ask",
                "{}                                            | BOUND | true  | READY  | FFF | 30   | KEEP,KEEP,NoFinalBackup",
                "{}                                            | BOUND | true  | READY  | P   | 600  | KEEP,KEEP,NoFinalBackup",
                "{}                                            | BOUND | true  | NONE   | W   | 600  | KEEP,KEEP,NoFinalBackup",
                "{}                                            | BOUND | false | SILENT | P   | 600  | KEEP,ABSENT,NoFinalBackup",
                // An operator that was away for an hour tries all the same.
                "{}                                            | BOUND | true  | READY  |     | 3600 | Ask",
                // Nothing to save.
                "{}                                            | EMPTY | false | SILENT |     | 0    | KEEP,ABSENT,StoreDeleted",
                "{}                                            | NONE  | true  | NONE   |     | 0    | ABSENT,KEEP,StoreDeleted",
                "{backupOnDelete: false}                       | BOUND | true  | READY  |     | 0    | KEEP,KEEP,StoreDeleted",
                // Delete removes what was saved, or was not to be saved, and nothing else.
                "{deletionPolicy: Delete}                      | BOUND | true  | READY  |     | 0    | Ask",
                "{deletionPolicy: Delete}                      | BOUND | true  | READY  | V   | 9    | REMOVE,KEEP,StoreDeleted",
                "{deletionPolicy: Delete}                      | BOUND | true  | READY  | S   | 9    | REMOVE,REMOVE,StoreDeleted",
                "{deletionPolicy: Delete}                      | BOUND | false | READY  | S   | 9    | REMOVE,ABSENT,StoreDeleted",
                "{deletionPolicy: Delete}                      | BOUND | true  | READY  | FFF | 30   | KEEP,KEEP,NoFinalBackup",
                "{deletionPolicy: Delete}                      | BOUND | true  | NONE   | P   | 600  | KEEP,KEEP,NoFinalBackup",
                "{deletionPolicy: Delete}                      | EMPTY | false | SILENT |     | 0    | REMOVE,ABSENT,StoreDeleted",
                "{deletionPolicy: Delete, backupOnDelete: false} | BOUND | true | READY |     | 0    | REMOVE,KEEP,StoreDeleted",
                // Data in the pod: saved while the pod is there.
                "{persistence: false}                          | NONE  | false | READY  |     | 0    | Ask",
                "{persistence: false}                          | NONE  | true  | READY  | V   | 9    | ABSENT,KEEP,StoreDeleted",
                "{persistence: false}                          | NONE  | false | SILENT |     | 0    | ABSENT,ABSENT,StoreDeleted",
            })
    void next_isAsTheTableSays(
            String spec, DataClaim data, boolean claim, Pod pod, @Nullable String finals, long seconds, String step) {
        var found = DeletionStep.next(facts(spec, data, claim, pod, finals, seconds));

        var described = switch (found) {
            case Ask ask -> "Ask";
            case Stop stop -> "Stop";
            case Wait wait -> "Wait";
            case End end -> "End";
            case Settle settle -> settle.data() + "," + settle.backups() + "," + settle.mark();
        };
        assertThat(described).isEqualTo(step);
    }

    @Test
    void shouldNameEveryAttemptAfterTheDeletion() {
        assertThat(names("", "F", "FF")).containsExactly(FIRST, "s-backup-20261121t100001", "s-backup-20261121t100002");
    }

    @Test
    void shouldNotNameItLikeABackupThatWasAskedForInTheSameSecond() {
        var asked = new BackupsOfAStore()
                .with(FIRST, BackupTrigger.ANNOTATION, State.PENDING, "2026-11-21T10:00:00Z")
                .list();

        assertThat(DeletionStep.next(facts("{}", asked, false)))
                .isInstanceOfSatisfying(
                        Ask.class, ask -> assertThat(ask.backup()).isEqualTo("s-backup-20261121t100001"));
    }

    @Test
    void shouldSayWhatTheFinalBackupWaitedFor() {
        assertThat(DeletionStep.next(facts("{}", DataClaim.BOUND, true, Pod.READY, "P", 600)))
                .isInstanceOfSatisfying(
                        Settle.class,
                        settle -> assertThat(settle.message())
                                .contains("not verified within PT10M")
                                .contains("its message"));
    }

    private static List<String> names(String... finals) {
        var names = new ArrayList<String>();
        for (var before : finals) {
            if (DeletionStep.next(facts("{}", DataClaim.BOUND, true, Pod.READY, before, 1)) instanceof Ask ask) {
                names.add(ask.backup());
            }
        }
        return names;
    }

    @Test
    void shouldNotTakeAnEarlierBackupForTheFinalOne() {
        var earlier = new BackupsOfAStore()
                .with("s-backup-20261121t095959", BackupTrigger.DELETION, State.VERIFIED, "2026-11-21T09:59:59Z")
                .verified("2026-11-21T10:00:00Z")
                .list();
        var facts = facts("{deletionPolicy: Delete}", earlier, false);

        assertThat(DeletionStep.next(facts)).isInstanceOf(Ask.class);
    }

    @Test
    void shouldOnlySayItWhenTheNamespaceEnds() {
        assertThat(DeletionStep.next(facts("{}", List.of(), true)))
                .isInstanceOfSatisfying(
                        End.class, end -> assertThat(end.message()).contains("no backup can be made"));
    }

    @Test
    void shouldKeepEverythingWhenTheSpecCannotBeFollowed() {
        var facts = new DeletionFacts(
                DELETED,
                DELETED,
                Duration.ofMinutes(10),
                false,
                Optional.empty(),
                DataClaim.BOUND,
                true,
                Pod.READY,
                List.of());

        assertThat(DeletionStep.next(facts)).isInstanceOfSatisfying(Settle.class, settle -> {
            assertThat(settle.data()).isEqualTo(Fate.KEEP);
            assertThat(settle.backups()).isEqualTo(Fate.KEEP);
            assertThat(settle.saved()).isFalse();
        });
    }

    @Test
    void shouldSayWhyThereIsNoFinalBackup() {
        var failed = DeletionStep.next(facts("{deletionPolicy: Delete}", DataClaim.BOUND, true, Pod.READY, "FFF", 30));
        var refused = DeletionStep.giveUp(facts("{}", List.of(), false), "quota exceeded");

        assertThat(failed)
                .isInstanceOfSatisfying(
                        Settle.class,
                        settle -> assertThat(settle.message())
                                .contains("its message")
                                .contains("deletionPolicy Delete is not followed"));
        assertThat(refused)
                .isInstanceOfSatisfying(
                        Settle.class, settle -> assertThat(settle.message()).contains("quota exceeded"));
    }

    @Test
    void shouldForgetTheBackupsWhoseFilesGoWithTheClaim() {
        var saved = facts("{deletionPolicy: Delete}", DataClaim.BOUND, true, Pod.READY, "S", 9);
        var withOlder = new ArrayList<>(saved.backups());
        withOlder.addAll(new BackupsOfAStore().verified("2026-11-20T10:00:00Z").list());

        assertThat(DeletionStep.next(saved))
                .isInstanceOfSatisfying(
                        Settle.class,
                        settle -> assertThat(DeletionStep.lostWith(settle, withOlder))
                                .containsExactly("s-backup-20261120t100000"));
    }

    private static DeletionFacts facts(
            String spec, DataClaim data, boolean claim, Pod pod, @Nullable String finals, long seconds) {
        var backups = new ArrayList<BackupRecord>();
        for (int i = 0; finals != null && i < finals.strip().length(); i++) {
            backups.add(finalOne(i, finals.strip().charAt(i)));
        }
        return new DeletionFacts(
                DELETED,
                DELETED.plusSeconds(seconds),
                Duration.ofMinutes(10),
                false,
                Optional.of(BackupDutiesTest.plan(spec)),
                data,
                claim,
                pod,
                backups);
    }

    private static DeletionFacts facts(String spec, List<BackupRecord> backups, boolean namespaceEnds) {
        return new DeletionFacts(
                DELETED,
                DELETED,
                Duration.ofMinutes(10),
                namespaceEnds,
                Optional.of(BackupDutiesTest.plan(spec)),
                DataClaim.BOUND,
                true,
                Pod.READY,
                backups);
    }

    private static BackupRecord finalOne(int attempt, char kind) {
        var state = switch (kind) {
            case 'V', 'S' -> State.VERIFIED;
            case 'F' -> State.FAILED;
            default -> State.PENDING;
        };
        var at = DELETED.plusSeconds(attempt);
        return new BackupRecord(
                new Slot(at).backupOf("s"),
                "s",
                "w",
                BackupTrigger.DELETION,
                state,
                DELETED,
                state == State.PENDING ? Optional.empty() : Optional.of(at),
                "its message",
                Optional.empty(),
                kind == 'W',
                kind == 'S',
                false,
                false);
    }
}
