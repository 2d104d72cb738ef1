package io.claudeflow.swarm.operator.plan;

import static io.claudeflow.swarm.operator.plan.BackupsOfAStore.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.crd.v1alpha1.BackupTrigger;
import io.claudeflow.swarm.operator.plan.BackupRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 2", "3, 1", "4, 0", "7, 0"})
    void surplus_beside_leavesRoomForTheNewOne(int count, int surplus) {
        var backups = new BackupsOfAStore()
                .verified("2026-11-18T10:00:00Z")
                .verified("2026-11-19T10:00:00Z")
                .verified("2026-11-20T10:00:00Z")
                .list();

        assertThat(keep(count).surplusBeside(backups, NOW))
                .hasSize(surplus)
                .isEqualTo(
                        backups.stream().map(BackupRecord::name).limit(surplus).toList());
    }

    @Test
    void shouldNeverTouchWhatAPersonMadeNorWhatIsNotVerified() {
        var backups = new BackupsOfAStore()
                .with("by-hand", BackupTrigger.MANUAL, State.VERIFIED, "2026-11-01T10:00:00Z")
                .with("of-another-version", BackupTrigger.UNKNOWN, State.VERIFIED, "2026-11-01T11:00:00Z")
                .failed("2026-11-02T10:00:00Z")
                .pending("2026-11-03T10:00:00Z")
                .verified("2026-11-04T10:00:00Z")
                .list();

        assertThat(keep(1).surplusBeside(backups, NOW)).containsExactly(slot("2026-11-04T10:00:00Z"));
    }

    @Test
    void shouldRemoveWhatIsTooOldHoweverFewThereAre() {
        var backups = new BackupsOfAStore()
                .verified("2026-10-01T10:00:00Z")
                .verified("2026-11-20T10:00:00Z")
                .list();
        var retention = new Retention(7, Optional.of(Duration.ofDays(30)), 0, 0, 0);

        assertThat(retention.surplusBeside(backups, NOW)).containsExactly(slot("2026-10-01T10:00:00Z"));
    }

    @Test
    void shouldKeepTheNewestOfEachDayWeekAndMonth() {
        var backups = new BackupsOfAStore()
                .verified("2026-09-10T10:00:00Z")
                .verified("2026-09-20T10:00:00Z")
                .verified("2026-10-20T10:00:00Z")
                .verified("2026-11-05T10:00:00Z")
                .verified("2026-11-12T10:00:00Z")
                .verified("2026-11-20T08:00:00Z")
                .verified("2026-11-20T09:00:00Z")
                .verified("2026-11-21T09:00:00Z")
                .list();

        // The new one is that of today, of this week and of this month.
        assertThat(new Retention(1, Optional.empty(), 2, 0, 0).surplusBeside(backups, NOW))
                .doesNotContain(slot("2026-11-20T09:00:00Z"))
                .hasSize(7);
        assertThat(new Retention(1, Optional.empty(), 0, 3, 0).surplusBeside(backups, NOW))
                .doesNotContain(slot("2026-11-12T10:00:00Z"), slot("2026-11-05T10:00:00Z"))
                .hasSize(6);
        assertThat(new Retention(1, Optional.empty(), 0, 0, 3).surplusBeside(backups, NOW))
                .doesNotContain(slot("2026-10-20T10:00:00Z"), slot("2026-09-20T10:00:00Z"))
                .hasSize(6);
        assertThat(new Retention(3, Optional.empty(), 2, 3, 3).surplusBeside(backups, NOW))
                .containsExactly(slot("2026-09-10T10:00:00Z"), slot("2026-11-20T08:00:00Z"));
    }

    @Test
    void shouldKeepAsManyFailedOnesAsVerified() {
        var backups = new BackupsOfAStore()
                .failed("2026-11-18T10:00:00Z")
                .with("by-hand", BackupTrigger.MANUAL, State.FAILED, "2026-11-17T10:00:00Z")
                .failed("2026-11-19T10:00:00Z")
                .failed("2026-11-20T10:00:00Z")
                .verified("2026-11-20T11:00:00Z")
                .list();

        assertThat(keep(2).forgotten(backups)).containsExactly(slot("2026-11-18T10:00:00Z"));
    }

    @Test
    void shouldKeepWhatAStoreIsBeginningWith() {
        var backups = new BackupsOfAStore()
                .with("copied-long-ago", BackupTrigger.CLONE, State.VERIFIED, "2026-11-20T10:00:00Z")
                .with(
                        "being-copied",
                        BackupTrigger.CLONE,
                        State.VERIFIED,
                        NOW.minusSeconds(600).toString())
                .list();

        assertThat(keep(1).surplusBeside(backups, NOW)).containsExactly("copied-long-ago");
    }

    private static Retention keep(int count) {
        return new Retention(count, Optional.empty(), 0, 0, 0);
    }
}
