package io.claudeflow.swarm.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import io.claudeflow.swarm.operator.plan.BootstrapStep.AskBackup;
import io.claudeflow.swarm.operator.plan.BootstrapStep.Begin;
import io.claudeflow.swarm.operator.plan.BootstrapStep.Failed;
import io.claudeflow.swarm.operator.plan.BootstrapStep.Filled;
import io.claudeflow.swarm.operator.plan.BootstrapStep.NotAsked;
import io.claudeflow.swarm.operator.plan.BootstrapStep.Settled;
import io.claudeflow.swarm.operator.plan.BootstrapStep.Wait;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BootstrapStepTest {
    private static final Instant CREATED = Instant.parse("2026-11-21T10:00:00Z");
    private static final BootstrapPlan NAMED = new BootstrapPlan.FromBackup("b");
    private static final BootstrapPlan NEWEST = new BootstrapPlan.FromNewestOf("s");
    private static final BootstrapPlan COPY = new BootstrapPlan.FromStore("s", List.of(), List.of(), Optional.empty());

    @Test
    void shouldDoNothingWhenNothingWasAsked() {
        assertThat(BootstrapStep.next(
                        new BootstrapStep.Facts(
                                Optional.empty(),
                                Optional.empty(),
                                true,
                                CREATED,
                                false,
                                List.of(),
                                new RestoreFacts.NotBegun()),
                        "pending"))
                .isEqualTo(new NotAsked());
    }

    @Test
    void shouldNeverFillAClaimThatHoldsData() {
        assertThat(next(NAMED, null, true, List.of(), new RestoreFacts.NotBegun()))
                .isInstanceOfSatisfying(Settled.class, settled -> {
                    assertThat(settled.filled()).isFalse();
                    assertThat(settled.message()).contains("keeps its data", "SwarmMemoryBackup b was not used");
                });
        assertThat(next(NAMED, "something earlier", true, List.of(), new RestoreFacts.NotBegun()))
                .isInstanceOfSatisfying(
                        Settled.class, settled -> assertThat(settled.filled()).isTrue());
    }

    @Test
    void shouldBeginWithTheBackupThatIsNamedOrTheNewest() {
        var backups = new BackupsOfAStore()
                .verified("2026-11-19T10:00:00Z")
                .verified("2026-11-20T10:00:00Z")
                .failed("2026-11-21T10:00:00Z")
                .list();

        assertThat(pending(NEWEST, false, backups)).isEqualTo(new Begin(backups.get(1)));
        assertThat(pending(NAMED, false, backups.subList(0, 1))).isEqualTo(new Begin(backups.getFirst()));
    }

    @Test
    void shouldWaitForWhatIsMissingAndSayWhat() {
        assertThat(pending(NAMED, false, List.of())).isInstanceOfSatisfying(Wait.class, wait -> {
            assertThat(wait.missing()).isTrue();
            assertThat(wait.message()).startsWith("spec.bootstrap.fromBackup.name: there is no");
        });
        assertThat(pending(NEWEST, false, List.of()))
                .isInstanceOfSatisfying(
                        Wait.class,
                        wait -> assertThat(wait.message()).startsWith("spec.bootstrap.fromBackup.newestOf: there is"));
        assertThat(pending(COPY, false, List.of()))
                .isInstanceOfSatisfying(
                        Wait.class, wait -> assertThat(wait.message()).startsWith("spec.bootstrap.fromStore.name"));
        assertThat(pending(
                        NAMED,
                        false,
                        new BackupsOfAStore().pending("2026-11-20T10:00:00Z").list()))
                .isInstanceOfSatisfying(
                        Wait.class, wait -> assertThat(wait.missing()).isFalse());
    }

    @Test
    void shouldFailWhenTheNamedBackupNeverCounts() {
        assertThat(pending(
                        NAMED,
                        false,
                        new BackupsOfAStore().failed("2026-11-20T10:00:00Z").list()))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.message()).contains("cannot be used", "its message"));
    }

    @Test
    void shouldCopyAStoreAsItIsNow() {
        var older = new BackupsOfAStore().verified("2026-11-20T10:00:00Z");
        var going = clone(State.PENDING, 0);
        var failed = clone(State.FAILED, 0);

        assertThat(pending(COPY, true, older.list())).isEqualTo(new AskBackup("s-backup-20261121t100000"));
        assertThat(pending(COPY, true, going)).isInstanceOf(Wait.class);
        assertThat(pending(COPY, true, failed)).isEqualTo(new AskBackup("s-backup-20261121t100001"));
        assertThat(pending(COPY, true, clone(State.FAILED, 0, 1, 2))).isInstanceOf(Failed.class);
        assertThat(pending(COPY, true, clone(State.VERIFIED, 0))).isInstanceOf(Begin.class);
    }

    @Test
    void shouldNoteOnTheClaimWhatItBeganWith() {
        var backups = new BackupsOfAStore().verified("2026-11-20T10:00:00Z").list();

        assertThat(next(NEWEST, "pending", false, backups, new RestoreFacts.Finished()))
                .isEqualTo(new Filled("SwarmMemoryBackup s-backup-20261120t100000 of SwarmMemoryStore s"));
        assertThat(next(NEWEST, "pending", false, backups, new RestoreFacts.Failed("no space")))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.message()).contains("no space", "delete the Job"));
        assertThat(next(NEWEST, "pending", false, backups, new RestoreFacts.Going("on its way")))
                .isEqualTo(new Wait(false, "on its way"));
    }

    private static List<BackupRecord> clone(State state, int... attempts) {
        var backups = new BackupsOfAStore();
        for (int attempt : attempts) {
            var at = CREATED.plusSeconds(attempt).toString();
            backups.with(BackupsOfAStore.slot(at), BackupTrigger.CLONE, state, at);
        }
        return backups.list();
    }

    private static BootstrapStep pending(BootstrapPlan plan, boolean sourceStore, List<BackupRecord> backups) {
        return next(plan, "pending", sourceStore, backups, new RestoreFacts.NotBegun());
    }

    private static BootstrapStep next(
            BootstrapPlan plan,
            @Nullable String note,
            boolean sourceStore,
            List<BackupRecord> backups,
            RestoreFacts.Work work) {
        return BootstrapStep.next(
                new BootstrapStep.Facts(
                        Optional.of(plan), Optional.ofNullable(note), true, CREATED, sourceStore, backups, work),
                "pending");
    }
}
