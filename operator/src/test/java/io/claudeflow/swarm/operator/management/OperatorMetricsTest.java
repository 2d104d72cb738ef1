package io.claudeflow.swarm.operator.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.ConditionStatus;
import io.claudeflow.swarm.crd.v1alpha1.Phase;
import io.claudeflow.swarm.operator.memorystore.StoreStates.StoreState;
import io.claudeflow.swarm.operator.plan.JobPlan.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperatorMetricsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant CREATED = NOW.minusSeconds(7_200);

    private final OperatorMetrics metrics = new OperatorMetrics("1");

    @AfterEach
    void close() {
        metrics.close();
    }

    private static StoreState store(String name, ConditionStatus ready, String reason, Instant... verified) {
        var condition = new Condition("Ready", ready, reason, "", NOW.toString(), 1L);
        return new StoreState(
                "n",
                name,
                ready == ConditionStatus.TRUE ? Phase.READY : Phase.ERROR,
                List.of(condition),
                Arrays.stream(verified).findFirst(),
                CREATED);
    }

    private void watch(List<StoreState> stores) {
        metrics.watch(() -> true, () -> stores, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void shouldTellTheAgeOfTheNewestVerifiedBackupAlsoWhenThereNeverWasOne() {
        var stores = new ArrayList<>(List.of(
                store("backed-up", ConditionStatus.TRUE, "Serving", NOW.minusSeconds(600)),
                store("never", ConditionStatus.TRUE, "Serving")));
        watch(stores);

        assertThat(metrics.scrape())
                .contains(
                        "swarm_store_verified_backup_age_seconds{namespace=\"n\",store=\"backed-up\"} 600.0",
                        "swarm_store_verified_backup_age_seconds{namespace=\"n\",store=\"never\"} 7200.0",
                        "swarm_store_verified_backup_timestamp_seconds{namespace=\"n\",store=\"never\"} 0.0");

        stores.removeLast();
        assertThat(metrics.scrape()).doesNotContain("store=\"never\"");
    }

    @Test
    void shouldTellTheConditionsOfEachStoreAndHowManyAreInEachPhase() {
        watch(List.of(
                store("good", ConditionStatus.TRUE, "Serving"),
                store("bad", ConditionStatus.FALSE, "InitFailed"),
                store("odd", ConditionStatus.UNKNOWN, "Starting")));

        assertThat(metrics.scrape())
                .contains(
                        series("good", "Serving") + " 1.0",
                        series("bad", "InitFailed") + " 0.0",
                        series("odd", "Starting") + " 0.0",
                        "swarm_stores{phase=\"Ready\"} 1.0",
                        "swarm_stores{phase=\"Error\"} 2.0",
                        "swarm_stores{phase=\"Migrating\"} 0.0",
                        "swarm_operator_leading 1.0");
    }

    private static String series(String store, String reason) {
        return "swarm_store_condition{condition=\"Ready\",namespace=\"n\",reason=\"" + reason + "\",store=\"" + store
                + "\"}";
    }

    @Test
    void shouldCountWhatBecameOfJobs() {
        assertThat(metrics.scrape())
                .as("there before the first, so that the first failure is an increase")
                .contains("swarm_operator_job_duration_seconds_count{kind=\"restore\",result=\"failed\"} 0");

        metrics.ended(Kind.BACKUP, true, Duration.ofSeconds(3));
        metrics.ended(Kind.BACKUP, false, Duration.ofSeconds(5));

        assertThat(metrics.scrape())
                .contains("swarm_operator_job_duration_seconds_sum{kind=\"backup\",result=\"good\"} 3.0")
                .contains("swarm_operator_job_duration_seconds_count{kind=\"backup\",result=\"failed\"} 1");
    }

    @Test
    void shouldCountRequestsAndMeasureThoseThatEnd() {
        metrics.requested("patch", "statefulsets", "200", Duration.ofMillis(20));
        metrics.requested("watch", "pods", "200", null);
        metrics.requested("get", "pods", "none", null);

        assertThat(metrics.scrape())
                .contains(
                        "swarm_operator_api_requests_total{code=\"200\",resource=\"statefulsets\",verb=\"patch\"} 1.0",
                        "swarm_operator_api_requests_total{code=\"none\",resource=\"pods\",verb=\"get\"} 1.0",
                        "swarm_operator_api_request_duration_seconds_count{resource=\"statefulsets\",verb=\"patch\"} 1")
                .doesNotContain("duration_seconds_count{resource=\"pods\"");
    }

    @Test
    void shouldExposeEveryMetricWithItsTypeAndHelpAndNoOther() {
        watch(List.of(store("s", ConditionStatus.TRUE, "Serving", NOW)));
        metrics.requested("get", "pods", "200", Duration.ofMillis(1));
        ReconcileMetricsTest.aPassThatFails(metrics.framework(), new IllegalStateException());
        var lines = metrics.scrape().lines().toList();

        for (var metric : MetricName.values()) {
            assertThat(lines)
                    .contains("# TYPE " + metric.wireName() + " "
                            + metric.type().name().toLowerCase(Locale.ROOT));
            assertThat(lines).contains("# HELP " + metric.wireName() + " " + metric.help());
        }
        assertThat(lines.stream().filter(line -> line.startsWith("# TYPE swarm_")))
                .hasSize(MetricName.values().length);
        assertThat(lines).anyMatch(line -> line.startsWith("jvm_memory_used_bytes"));
    }
}
