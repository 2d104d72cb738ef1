package io.claudeflow.swarm.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.operator.plan.MigrationStep.Hindrance;
import io.claudeflow.swarm.operator.plan.MigrationStep.Known;
import io.claudeflow.swarm.operator.plan.MigrationStep.Work;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationStepTest {
    private static final MigrationPlan OLD = new MigrationPlan("old", Optional.empty());
    private static final MigrationPlan AGAIN = new MigrationPlan("old", Optional.of("again"));
    private static final MigrationPlan OTHER = new MigrationPlan("other", Optional.empty());
    private static final MigrationRequest FIRST = MigrationRequest.after(Optional.empty(), OLD);

    private Optional<MigrationPlan> wanted = Optional.of(OLD);
    private Optional<Known> known = Optional.empty();
    private Work work = Work.NOT_BEGUN;
    private boolean claim = true;
    private boolean serves = true;

    private MigrationStep next() {
        return MigrationStep.next(new MigrationStep.Facts(wanted, known, work, "at work", claim, serves));
    }

    private void open() {
        known = Optional.of(new Known(FIRST, true, false, false));
    }

    private void begun() {
        known = Optional.of(new Known(FIRST, true, true, false));
    }

    private void ended() {
        known = Optional.of(new Known(FIRST, true, true, true));
    }

    @Test
    void shouldDoNothingWhenNothingIsAsked() {
        wanted = Optional.empty();

        assertThat(next()).isEqualTo(new MigrationStep.NotAsked());
    }

    @Test
    void shouldWriteARequestDownBeforeAnythingElse() {
        serves = false;
        claim = false;

        assertThat(next()).isEqualTo(new MigrationStep.Open(FIRST, OLD));
    }

    @Test
    void shouldBeginWhenTheStoreServesAndTheClaimIsThere() {
        open();

        assertThat(next()).isEqualTo(new MigrationStep.Begin(FIRST, OLD));
    }

    @Test
    void shouldWaitForTheStore() {
        open();
        serves = false;

        assertThat(next()).isEqualTo(new MigrationStep.Wait(Hindrance.STORE));
    }

    @Test
    void shouldNameTheMissingClaimFirst() {
        open();
        serves = false;
        claim = false;

        assertThat(next()).isEqualTo(new MigrationStep.Wait(Hindrance.NO_CLAIM));
    }

    @Test
    void shouldFollowItsJobWhateverElseChanges() {
        begun();
        serves = false;
        claim = false;
        work = Work.GOING;

        assertThat(next()).isEqualTo(new MigrationStep.Going("at work"));

        work = Work.ENDED;
        assertThat(next()).isEqualTo(new MigrationStep.End());
    }

    @Test
    void shouldFindAJobThatWasBegunAndNotWrittenDown() {
        open();
        work = Work.GOING;

        assertThat(next()).isEqualTo(new MigrationStep.Going("at work"));
    }

    @Test
    void shouldNeverRunARequestTwice() {
        begun();

        assertThat(next()).as("its Job was removed").isEqualTo(new MigrationStep.Lost());
    }

    @ParameterizedTest
    @EnumSource(Work.class)
    void shouldStayAsItIsOnceItHasEnded(Work any) {
        ended();
        work = any;
        claim = false;
        serves = false;

        assertThat(next()).isEqualTo(new MigrationStep.Settled());
    }

    @Test
    void shouldTakeAnotherWordAndAnotherClaimForAnotherRequest() {
        ended();
        wanted = Optional.of(AGAIN);
        assertThat(next()).isEqualTo(new MigrationStep.Open(new MigrationRequest(2, AGAIN.fingerprint()), AGAIN));

        wanted = Optional.of(OTHER);
        assertThat(next()).isEqualTo(new MigrationStep.Open(new MigrationRequest(2, OTHER.fingerprint()), OTHER));
    }

    @Test
    void shouldTakeTheSameForAnotherRequestAfterItWasNotAsked() {
        ended();
        wanted = Optional.empty();
        assertThat(next()).isEqualTo(new MigrationStep.Close());

        known = Optional.of(new Known(FIRST, false, true, true));
        assertThat(next()).isEqualTo(new MigrationStep.Settled());

        wanted = Optional.of(OLD);
        assertThat(next()).isEqualTo(new MigrationStep.Open(new MigrationRequest(2, OLD.fingerprint()), OLD));
    }

    @Test
    void shouldEndWhatIsNotWantedAnyMoreBeforeItForgetsIt() {
        begun();
        wanted = Optional.empty();
        work = Work.GOING;
        assertThat(next()).isEqualTo(new MigrationStep.Cancel());

        work = Work.NOT_BEGUN;
        assertThat(next()).isEqualTo(new MigrationStep.Close());
    }

    @Test
    void shouldEndTheFormerJobBeforeTheNextRequest() {
        begun();
        wanted = Optional.of(OTHER);
        work = Work.GOING;
        assertThat(next()).isEqualTo(new MigrationStep.Cancel());

        work = Work.ENDED;
        assertThat(next()).as("its outcome is not lost").isEqualTo(new MigrationStep.End());

        work = Work.NOT_BEGUN;
        assertThat(next()).isInstanceOf(MigrationStep.Open.class);
    }

    @Test
    void shouldReadBackWhatItWrites() {
        assertThat(MigrationRequest.parse(FIRST.text())).contains(FIRST);
        assertThat(FIRST.text()).matches("1-[0-9a-f]{8}");
        for (var text : Set.of("", "-", "x-1", "1", "-1")) {
            assertThat(MigrationRequest.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void shouldTellClaimsAndWordsApart() {
        var names = new TreeSet<String>();
        for (var plan : Set.of(OLD, AGAIN, OTHER, new MigrationPlan("oldagain", Optional.empty()))) {
            names.add(plan.fingerprint());
        }

        assertThat(names).hasSize(4);
    }
}
