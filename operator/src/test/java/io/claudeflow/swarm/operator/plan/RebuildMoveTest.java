package io.claudeflow.swarm.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.crd.v1alpha1.RebuildStep;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import io.claudeflow.swarm.operator.plan.RebuildFacts.Absent;
import io.claudeflow.swarm.operator.plan.RebuildFacts.Claim;
import io.claudeflow.swarm.operator.plan.RebuildFacts.Former;
import io.claudeflow.swarm.operator.plan.RebuildFacts.Leaving;
import io.claudeflow.swarm.operator.plan.RebuildFacts.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RebuildMoveTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String BACKUP = "s-backup-20261121t100000";
    private static final Claim PENDING = new Made(new RebuildNote(false, BACKUP), "1Gi");
    private static final Claim FILLED = new Made(new RebuildNote(true, BACKUP), "1Gi");

    private Optional<String> wanted = Optional.of("1Gi");
    private Optional<RebuildRecord> record = Optional.empty();
    private Optional<String> first = Optional.empty();
    private RestoreFacts.Pod pod = new RestoreFacts.Ready();
    private Optional<Long> used = Optional.of(100L << 20);
    private Claim data = new Former();
    private Claim trial = new Absent();
    private List<BackupRecord> backups = List.of();
    private RestoreFacts.Work work = new RestoreFacts.NotBegun();

    private RebuildMove next() {
        return RebuildMove.next(
                new RebuildFacts("s", wanted, record, first, pod, used, data, trial, backups, work, NOW));
    }

    private void in(RebuildStep step, Duration ago) {
        record = Optional.of(new RebuildRecord(step, NOW.minus(ago), "1Gi", Optional.of(BACKUP), Optional.empty()));
    }

    private void in(RebuildStep step) {
        in(step, Duration.ofSeconds(10));
        pod = new RestoreFacts.Away();
    }

    private void backup(State state) {
        backups = List.of(new BackupRecord(
                BACKUP,
                "s",
                "w",
                BackupTrigger.REBUILD,
                state,
                NOW,
                Optional.empty(),
                "because",
                Optional.empty(),
                false,
                false,
                false,
                false));
    }

    private void assertStep(RebuildStep step) {
        assertThat(next()).isInstanceOfSatisfying(RebuildMove.Go.class, go -> {
            assertThat(go.record().step()).isEqualTo(step);
            assertThat(go.record().since()).isEqualTo(NOW);
            assertThat(go.record().size()).isEqualTo("1Gi");
        });
    }

    private void assertBack(String why) {
        assertThat(next()).isInstanceOfSatisfying(RebuildMove.Go.class, go -> {
            assertThat(go.record().step()).isEqualTo(RebuildStep.RESUMING);
            assertThat(go.record().problem())
                    .hasValueSatisfying(problem -> assertThat(problem).contains(why));
        });
    }

    @Test
    void shouldDoNothingUnlessLessIsWanted() {
        wanted = Optional.empty();

        assertThat(next()).isEqualTo(new RebuildMove.Nothing());
    }

    @Test
    void shouldBeginWhenTheStoreServesAndItsDataFits() {
        assertStep(RebuildStep.STOPPING);

        first = Optional.of("SwarmMemoryRestore r");
        assertThat(next()).isEqualTo(new RebuildMove.Wait(false, "SwarmMemoryRestore r goes first."));
        first = Optional.empty();
        pod = new RestoreFacts.Silent("it starts", false);
        assertThat(next()).isInstanceOf(RebuildMove.Wait.class);
        pod = new RestoreFacts.Ready();
        used = Optional.empty();
        assertThat(next()).isInstanceOf(RebuildMove.Wait.class);
        used = Optional.of(800L << 20);
        assertThat(next()).isInstanceOfSatisfying(RebuildMove.Wait.class, wait -> {
            assertThat(wait.blocked()).isTrue();
            assertThat(wait.message()).contains("1Gi is too small", "Nothing was changed");
        });
    }

    @Test
    void shouldNotBeginAgainWhatFailedUntilSomethingElseIsAskedFor() {
        record = Optional.of(
                new RebuildRecord(RebuildStep.FINISHED, NOW, "1024Mi", Optional.of(BACKUP), Optional.of("no room")));
        assertThat(next()).isEqualTo(new RebuildMove.Nothing());

        wanted = Optional.of("2Gi");
        assertThat(next()).isInstanceOf(RebuildMove.Go.class);

        wanted = Optional.empty();
        assertThat(next()).isEqualTo(new RebuildMove.Forget());
    }

    @Test
    void shouldLetTheStoreGoOnWhenItIsNotTooLate() {
        in(RebuildStep.STOPPING);
        wanted = Optional.empty();
        assertThat(next()).isEqualTo(new RebuildMove.Forget());

        wanted = Optional.of("1Gi");
        first = Optional.of("SwarmMemoryRestore r");
        assertThat(next()).isEqualTo(new RebuildMove.Forget());
    }

    @Test
    void shouldBackUpOnceThePodIsAway() {
        in(RebuildStep.STOPPING);
        assertStep(RebuildStep.BACKING_UP);

        pod = new RestoreFacts.Ready();
        assertThat(next()).isInstanceOf(RebuildMove.Stay.class);
        in(RebuildStep.STOPPING, RebuildMove.STOPPING);
        pod = new RestoreFacts.Silent("it hangs", false);
        assertBack("did not end");
    }

    @Test
    void shouldRestOnABackupThatIsVerified() {
        in(RebuildStep.BACKING_UP);
        assertThat(next()).isEqualTo(new RebuildMove.AskBackup(BACKUP));

        backup(State.PENDING);
        assertThat(next()).isInstanceOf(RebuildMove.Stay.class);
        backup(State.FAILED);
        assertBack("because");
        backup(State.VERIFIED);
        assertStep(RebuildStep.TRYING);
    }

    @Test
    void shouldProveThatItFitsOnASecondClaim() {
        in(RebuildStep.TRYING);
        backup(State.VERIFIED);
        assertThat(next()).isEqualTo(new RebuildMove.Make(true, "1Gi", BACKUP));

        trial = PENDING;
        assertThat(next()).isEqualTo(new RebuildMove.Fill(true, backups.getFirst()));
        work = new RestoreFacts.Going("at work");
        assertThat(next()).isEqualTo(new RebuildMove.Stay("at work"));
        work = new RestoreFacts.Finished();
        assertThat(next()).isEqualTo(new RebuildMove.Note(true, BACKUP));
        trial = FILLED;
        assertStep(RebuildStep.SWAPPING);
    }

    @Test
    void shouldGoBackWhenItDoesNotFit() {
        in(RebuildStep.TRYING);
        backup(State.VERIFIED);
        trial = PENDING;
        work = new RestoreFacts.Failed("no room");
        assertBack("no room");

        trial = new Former();
        assertBack("taken");
        trial = new Made(new RebuildNote(true, "another"), "1Gi");
        assertThat(next()).as("of an earlier try").isEqualTo(new RebuildMove.Remove(true));
        backups = List.of();
        assertBack("is gone");
    }

    @Test
    void shouldRemoveTheFormerClaimOnlyWithTwoOtherCopies() {
        in(RebuildStep.SWAPPING);
        backup(State.VERIFIED);
        trial = FILLED;
        assertThat(next()).isEqualTo(new RebuildMove.Remove(false));

        trial = PENDING;
        assertBack("second claim");
        trial = FILLED;
        backup(State.FAILED);
        assertBack("is gone");
        backups = List.of();
        assertBack("is gone");
        backup(State.VERIFIED);
        wanted = Optional.empty();
        assertBack("not wanted");
    }

    @Test
    void shouldMakeTheClaimAnewAndFillIt() {
        in(RebuildStep.SWAPPING);
        backup(State.VERIFIED);
        trial = FILLED;
        wanted = Optional.empty();
        data = new Leaving();
        assertThat(next()).isInstanceOf(RebuildMove.Stay.class);
        data = new Absent();
        assertThat(next()).isEqualTo(new RebuildMove.Make(false, "1Gi", BACKUP));
        data = PENDING;
        assertStep(RebuildStep.FILLING);

        in(RebuildStep.FILLING);
        assertThat(next()).isEqualTo(new RebuildMove.Fill(false, backups.getFirst()));
        work = new RestoreFacts.Finished();
        assertThat(next()).isEqualTo(new RebuildMove.Note(false, BACKUP));
        data = FILLED;
        assertStep(RebuildStep.STARTING);
    }

    @Test
    void shouldTryToFillItUntilItWorks() {
        in(RebuildStep.FILLING);
        backup(State.VERIFIED);
        data = PENDING;
        trial = FILLED;
        work = new RestoreFacts.Failed("the node went away");
        assertThat(next()).isInstanceOf(RebuildMove.Stay.class);

        in(RebuildStep.FILLING, RebuildMove.AGAIN);
        assertThat(next()).isEqualTo(new RebuildMove.Retry("the node went away"));

        work = new RestoreFacts.NotBegun();
        backups = List.of();
        assertThat(next())
                .isInstanceOfSatisfying(
                        RebuildMove.Stay.class,
                        stay -> assertThat(stay.message()).contains("A complete copy lies on the second claim"));
    }

    @Test
    void shouldKeepTheSecondClaimUntilTheStoreServes() {
        in(RebuildStep.STARTING);
        data = FILLED;
        trial = FILLED;
        wanted = Optional.empty();
        assertThat(next()).isInstanceOf(RebuildMove.Stay.class);
        pod = new RestoreFacts.Ready();
        assertThat(next()).isEqualTo(new RebuildMove.Remove(true));
        trial = new Leaving();
        assertThat(next()).isEqualTo(new RebuildMove.End(Optional.empty()));

        trial = FILLED;
        pod = new RestoreFacts.Silent("it crashes", true);
        assertThat(next())
                .isInstanceOfSatisfying(
                        RebuildMove.End.class,
                        end -> assertThat(end.problem())
                                .hasValueSatisfying(
                                        problem -> assertThat(problem).contains("second claim is kept")));

        record = Optional.of(
                new RebuildRecord(RebuildStep.FINISHED, NOW, "1Gi", Optional.of(BACKUP), Optional.of("it crashes")));
        assertThat(next()).as("people decide").isEqualTo(new RebuildMove.Nothing());
    }

    @Test
    void shouldTidyUpOnTheWayBack() {
        record = Optional.of(
                new RebuildRecord(RebuildStep.RESUMING, NOW, "1Gi", Optional.of(BACKUP), Optional.of("no room")));
        trial = PENDING;
        assertThat(next()).isEqualTo(new RebuildMove.Remove(true));

        trial = new Absent();
        assertThat(next()).isEqualTo(new RebuildMove.End(Optional.of("no room")));
    }

    @Test
    void shouldGoOnFromTheClaimsWhenNothingIsWrittenDown() {
        wanted = Optional.empty();
        trial = FILLED;
        data = new Absent();
        assertStep(RebuildStep.SWAPPING);

        data = PENDING;
        assertStep(RebuildStep.FILLING);
        trial = new Absent();
        assertStep(RebuildStep.FILLING);

        trial = FILLED;
        data = new Former();
        assertThat(next()).as("the store may have written since").isEqualTo(new RebuildMove.Remove(true));
        data = FILLED;
        assertThat(next()).isEqualTo(new RebuildMove.Remove(true));
    }

    @ParameterizedTest
    @EnumSource(
            value = RebuildStep.class,
            names = {"STOPPING", "BACKING_UP", "TRYING", "SWAPPING", "RESUMING"})
    void shouldNeverRemoveTheFormerClaimBeforeItIsTime(RebuildStep step) {
        for (var copy : List.of(new Absent(), PENDING, new Leaving(), new Former())) {
            for (var state : State.values()) {
                in(step);
                backup(state);
                trial = copy;
                assertThat(next())
                        .as("%s, second claim %s, backup %s", step, copy, state)
                        .isNotEqualTo(new RebuildMove.Remove(false));
            }
        }
    }

    @Test
    void shouldReadBackItsNotes() {
        for (var filled : List.of(true, false)) {
            var note = new RebuildNote(filled, BACKUP);
            assertThat(RebuildNote.parse(note.text())).contains(note);
        }
        assertThat(RebuildNote.parse("something else")).isEmpty();
    }
}
