package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.health.HealthCheck;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthOperationsTest extends OperationsTest {
    private static final String[] SUBJECTS = Arrays.stream(HealthCheck.Subject.values())
            .map(HealthCheck.Subject::label)
            .toArray(String[]::new);

    @Test
    void report_measuresEveryFigureAndIsTheSameOverGrpc() {
        store("/v1/namespaces/default/entries/k", "{'value': 1}");
        for (int i = 0; i < 4; i++) {
            get("/v1/namespaces/default/entries/k");
        }
        var report = get("/v1/health");
        assertThat(report.get("status").asText()).isIn("healthy", "warning", "critical");
        assertThat(each(report.get("checks"), "subject")).containsExactly(SUBJECTS);
        assertThat(report.get("cacheEfficiency").asDouble()).isBetween(0.5, 1.0);
        assertThat(report.get("performanceScore").asDouble()).isBetween(0.0, 1.0);
        assertThat(report.get("memoryUtilization").asDouble()).isBetween(0.0, 1.0);
        assertThat(report.at("/checks/0/measured").asDouble()).isBetween(0.0, 1.0);
        assertThat(report.at("/checks/0/warning").asDouble()).isEqualTo(0.8);
        assertThat(report.at("/checks/0/critical").asDouble()).isEqualTo(0.95);
        assertThat(report.at("/checks/0/unit").asText()).isEqualTo("share");
        assertThat(each(grpc("HealthService.GetReport", "{}").get("checks"), "subject"))
                .containsExactly(SUBJECTS);
    }

    @Test
    void report_asksForAnIntegrityCheckUntilThereWasOne(@TempDir Path directory) {
        assertThat(get("/v1/health").get("recommendations").toString()).contains("run an integrity check");
        var database = directory.resolve("alone.db");
        assertThat(ServiceClients.cliOnFile(database, "init").code()).isZero();
        assertThat(ServiceClients.cliOnFile(database, "check").code()).isZero();
        var printed = ServiceClients.cliOnFile(database, "health", "get-report");
        assertThat(printed.out()).contains("disk_usage", "integrity").doesNotContain("run an integrity check");
    }

    @Test
    void alerts_areListed() {
        assertThat(get("/v1/health/alerts").get("alerts").isArray()).isTrue();
        assertThat(grpc("HealthService.ListAlerts", "{}").isObject()).isTrue();
        assertThat(cli("health", "list-alerts", "--output", "json")).startsWith("{\"alerts\":[");
    }
}
