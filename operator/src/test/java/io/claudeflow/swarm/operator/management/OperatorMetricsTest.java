package io.claudeflow.swarm.operator.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.operator.memorystore.BackupAges.Age;
import io.claudeflow.swarm.operator.plan.JobPlan.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorMetricsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void shouldTellTheAgeOfTheNewestVerifiedBackupAlsoWhenThereNeverWasOne() {
        var created = NOW.minusSeconds(7_200);
        var stores = new ArrayList<>(List.of(
                new Age("n", "backed-up", Optional.of(NOW.minusSeconds(600)), created),
                new Age("n", "never", Optional.empty(), created)));
        try (var metrics = new OperatorMetrics("1", () -> true)) {
            metrics.watch(() -> stores, Clock.fixed(NOW, ZoneOffset.UTC));

            assertThat(metrics.scrape())
                    .contains(
                            "swarm_store_verified_backup_age_seconds{namespace=\"n\",store=\"backed-up\"} 600.0",
                            "swarm_store_verified_backup_age_seconds{namespace=\"n\",store=\"never\"} 7200.0",
                            "swarm_store_verified_backup_timestamp_seconds{namespace=\"n\",store=\"never\"} 0.0");

            stores.removeLast();
            assertThat(metrics.scrape()).doesNotContain("store=\"never\"");
        }
    }

    @Test
    void shouldCountWhatBecameOfJobs() {
        try (var metrics = new OperatorMetrics("1", () -> true)) {
            metrics.ended(Kind.BACKUP, true, Duration.ofSeconds(3));
            metrics.ended(Kind.BACKUP, false, Duration.ofSeconds(5));

            assertThat(metrics.scrape())
                    .contains("swarm_operator_job_seconds_sum{kind=\"backup\",result=\"good\"} 3.0")
                    .contains("swarm_operator_job_seconds_count{kind=\"backup\",result=\"failed\"} 1");
        }
    }
}
