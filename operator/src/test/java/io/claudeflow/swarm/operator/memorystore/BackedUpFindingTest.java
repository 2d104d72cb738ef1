package io.claudeflow.swarm.operator.memorystore;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.crd.v1alpha1.Phase;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import io.claudeflow.swarm.operator.plan.BackupsOfAStore;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackedUpFindingTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant NEXT = Instant.parse("2026-11-21T12:00:00Z");
    private static final String EVERY_SIX = "{backupInterval: 6h}";

    @Test
    void shouldSayThatNoneExistsAndWhenTheFirstIsDue() {
        var asked = finding(EVERY_SIX, new BackupsOfAStore());
        var never = finding("{}", new BackupsOfAStore());

        assertThat(asked.reason()).isEqualTo(Reason.NO_BACKUP);
        assertThat(asked.message()).isEqualTo("No verified backup exists yet. The next one is due at " + NEXT + ".");
        assertThat(never.message()).contains("backupInterval, backupSchedule, or the annotation");
    }

    @Test
    void shouldHoldWhenTheNewestIsVerified() {
        var backups = new BackupsOfAStore().failed("2026-11-21T00:00:00Z").verified("2026-11-21T06:00:00Z");

        assertThat(finding(EVERY_SIX, backups).holds()).isTrue();
        assertThat(finding(EVERY_SIX, backups).message())
                .startsWith("SwarmMemoryBackup s-backup-20261121t060000 of 2026-11-21T06:00:05Z is verified.");
    }

    @Test
    void shouldNotHoldWhenALaterOneFailed() {
        var backups = new BackupsOfAStore().verified("2026-11-21T00:00:00Z").failed("2026-11-21T06:00:00Z");

        assertThat(finding(EVERY_SIX, backups).reason()).isEqualTo(Reason.BACKUP_FAILED);
        assertThat(finding(EVERY_SIX, backups).message())
                .contains("s-backup-20261121t060000 failed: its message")
                .contains("s-backup-20261121t000000 of 2026-11-21T00:00:05Z is verified");
    }

    @Test
    void shouldNotHoldWhenMoreThanOneMomentPassedWithoutABackup() {
        var late = new BackupsOfAStore().verified("2026-11-21T00:00:00Z");
        var overdue = new BackupsOfAStore().verified("2026-11-20T18:00:00Z");

        assertThat(finding(EVERY_SIX, late).holds()).isTrue();
        assertThat(finding(EVERY_SIX, overdue).reason()).isEqualTo(Reason.BACKUP_OVERDUE);
        assertThat(finding("{}", overdue).holds()).isTrue();
    }

    @Test
    void shouldKeepItsAnswerWhileAnotherOneIsGoingOn() {
        var first = new BackupsOfAStore().pending("2026-11-21T09:59:00Z");
        var second = new BackupsOfAStore().verified("2026-11-21T06:00:00Z").pending("2026-11-21T09:59:00Z");

        assertThat(finding(EVERY_SIX, first).holds()).isFalse();
        assertThat(finding(EVERY_SIX, second).holds()).isTrue();
        assertThat(finding(EVERY_SIX, second).reason()).isEqualTo(Reason.BACKING_UP);
    }

    @Test
    void shouldNotHoldWhileOneThatIsGoingOnKeepsTheOthersWaiting() {
        var stuck = new BackupsOfAStore().verified("2026-11-20T18:00:00Z").pending("2026-11-21T00:00:00Z");

        assertThat(finding(EVERY_SIX, stuck).reason()).isEqualTo(Reason.BACKUP_OVERDUE);
        assertThat(finding(EVERY_SIX, stuck).message())
                .contains("s-backup-20261121t000000 is going on: its message")
                .contains("s-backup-20261120t180000 of 2026-11-20T18:00:05Z is verified");
    }

    @Test
    void shouldNotTakeOneThatWaitsForSomebodyForWork() {
        var first = new BackupsOfAStore().waiting("2026-11-21T09:59:00Z", "SecretNotFound");
        var second = new BackupsOfAStore()
                .verified("2026-11-21T06:00:00Z")
                .waiting("2026-11-21T09:59:00Z", "SecretNotFound");

        assertThat(finding(EVERY_SIX, first).holds()).isFalse();
        assertThat(finding(EVERY_SIX, first).reason()).isEqualTo(Reason.SECRET_NOT_FOUND);
        assertThat(finding(EVERY_SIX, second).holds()).isTrue();
        assertThat(finding(EVERY_SIX, second).reason()).isEqualTo(Reason.BACKED_UP);
        assertThat(finding(EVERY_SIX, second).message())
                .startsWith("SwarmMemoryBackup s-backup-20261121t095900 waits: its message SwarmMemoryBackup ");
        assertThat(StoreStatusFactory.observed(
                                StoreReader.NONE,
                                Seen.plan(EVERY_SIX),
                                new Seen().backups(seen(second)).asObservation(),
                                4L,
                                NOW)
                        .phase())
                .isEqualTo(Phase.READY);
    }

    @Test
    void shouldNotHoldWhenTheClaimWithTheBackupsIsGone() {
        var seen = seen(new BackupsOfAStore().verified("2026-11-21T06:00:00Z"), true);
        var finding = BackedUpFinding.of(Seen.plan(EVERY_SIX), seen, NOW);
        var status = StoreStatusFactory.observed(
                StoreReader.NONE, Seen.plan(EVERY_SIX), new Seen().backups(seen).asObservation(), 4L, NOW);

        assertThat(finding.reason()).isEqualTo(Reason.NO_BACKUP);
        assertThat(finding.message())
                .startsWith("There is no PersistentVolumeClaim s-backups any more")
                .contains("SwarmMemoryBackup s-backup-20261121t060000 was the newest")
                .endsWith("The next one is due at " + NEXT + ".");
        assertThat(status.lastVerifiedBackup()).isNull();
        assertThat(status.lastBackup()).isNull();
    }

    @Test
    void shouldHoldWithoutAClaimWhenTheNewestLiesInObjectStorage() {
        var seen = seen(new BackupsOfAStore().inObjectStorage("2026-11-21T06:00:00Z"), true);

        assertThat(BackedUpFinding.of(Seen.plan(EVERY_SIX), seen, NOW).holds()).isTrue();
    }

    @Test
    void shouldShowTheNewestInTheStatus() {
        var backups = new BackupsOfAStore()
                .verified("2026-11-21T06:00:00Z")
                .with("by-hand", BackupTrigger.MANUAL, State.VERIFIED, "2026-11-21T07:00:00Z")
                .pending("2026-11-21T09:59:00Z");
        var seen = new Seen().backups(seen(backups));
        var status = StoreStatusFactory.observed(StoreReader.NONE, Seen.plan(EVERY_SIX), seen.asObservation(), 4L, NOW);

        assertThat(status.phase()).isEqualTo(Phase.BACKING_UP);
        assertThat(status.lastBackup()).isEqualTo("2026-11-21T07:00:05Z");
        assertThat(status.lastVerifiedBackup()).isEqualTo("by-hand");
        assertThat(status.nextBackup()).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(status.lastScheduledBackup()).isEqualTo("2026-11-21T06:00:00Z");
    }

    private static Finding finding(String spec, BackupsOfAStore backups) {
        return BackedUpFinding.of(Seen.plan(spec), seen(backups), NOW);
    }

    private static BackupsSeen seen(BackupsOfAStore backups) {
        return seen(backups, false);
    }

    private static BackupsSeen seen(BackupsOfAStore backups, boolean claimGone) {
        return new BackupsSeen(
                backups.list(),
                claimGone,
                Seen.CREATED,
                Optional.of(Instant.parse("2026-11-21T06:00:00Z")),
                Optional.of(NEXT),
                Optional.empty());
    }
}
