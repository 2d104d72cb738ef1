package io.claudeflow.swarm.e2e.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.claudeflow.swarm.e2e.cluster.ControlPlane;
import io.claudeflow.swarm.e2e.cluster.LocalProcess;
import io.claudeflow.swarm.e2e.operator.OperatorInAProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes a real operator, which runs a store on a real API server, and a real memory service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScrapeE2E {
    private static final Pattern METRIC = Pattern.compile("\\b(swarm|jvm|process|system)_[a-z_]+[a-z]\\b");

    private final List<AutoCloseable> running = new ArrayList<>();
    private Prometheus prometheus;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        var plane = ControlPlane.start();
        running.add(plane);
        var operator = OperatorInAProcess.start(plane, Map.of("STATS_INTERVAL", "1s"));
        running.add(operator);
        int metrics = LocalProcess.freePort();
        int http = LocalProcess.freePort();
        var service = LocalProcess.start(
                List.of(LocalProcess.program("memory-service", "swarm-memory"), "serve"),
                Map.of(
                        "DB_PATH", folder.resolve("memory.db").toString(),
                        "BIND_ADDRESS", "127.0.0.1",
                        "HTTP_PORT", String.valueOf(http),
                        "GRPC_PORT", "0",
                        "METRICS_PORT", String.valueOf(metrics)),
                folder.resolve("memory.log"));
        running.add(service);
        service.awaitPage("http://127.0.0.1:" + http + "/readyz");
        writeAndRead(http);
        prometheus = Prometheus.start(folder, operator.managementPort(), metrics, MonitoringChart.rules());
        running.add(prometheus);
        operator.applyStore("team", "s");
        soon("both are scraped, and the operator knows the store").untilAsserted(() -> {
            assertThat(prometheus.query("up == 1")).hasSize(2);
            assertThat(prometheus.query("swarm_store_condition{namespace=\"team\", store=\"s\"}"))
                    .isNotEmpty();
        });
    }

    @AfterAll
    void stop() throws Exception {
        for (var one : running.reversed()) {
            one.close();
        }
    }

    private static ConditionFactory soon(String what) {
        return Awaitility.await(what)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(IOException.class);
    }

    private static void writeAndRead(int port) throws IOException, InterruptedException {
        var entry = URI.create("http://127.0.0.1:" + port + "/v1/namespaces/m/entries/a");
        try (var client = HttpClient.newHttpClient()) {
            var put = HttpRequest.newBuilder(entry)
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString("{\"value\":1}"))
                    .build();
            assertThat(client.send(put, BodyHandlers.ofString()).statusCode()).isLessThan(300);
            var get = HttpRequest.newBuilder(entry).build();
            assertThat(client.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            assertThat(client.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void bothTellWhatTheyDo() throws IOException, InterruptedException {
        assertThat(value("swarm_memory_entries_total{store=\"s\"}")).isEqualTo(1);
        assertThat(value("swarm_memory_cache_hits_total") + value("swarm_memory_cache_misses_total"))
                .as("a scrape is no read")
                .isEqualTo(2);
        assertThat(value("swarm_operator_leading")).isEqualTo(1);
        assertThat(value("sum(swarm_stores)")).isEqualTo(1);
        assertThat(value("swarm_store_verified_backup_age_seconds{namespace=\"team\",store=\"s\"}"))
                .isBetween(0.0, 300.0);
        assertThat(value("sum(swarm_operator_reconcile_duration_seconds_count"
                        + "{controller=\"swarmmemorystore\",result=\"ok\"})"))
                .isPositive();
        assertThat(
                        value(
                                "sum(swarm_operator_api_requests_total{verb=\"patch\",resource=\"statefulsets\",code=\"201\"})"))
                .isEqualTo(1);
        assertThat(value("sum(swarm_operator_api_requests_total{verb=\"watch\",code=~\"200|101\"})"))
                .isPositive();
        assertThat(prometheus.query("swarm_operator_api_requests_total{resource=\"none\"}"))
                .as("every request names a resource")
                .isEmpty();
    }

    private double value(String expression) throws IOException, InterruptedException {
        var result = prometheus.query(expression);
        assertThat(result).as(expression).hasSize(1);
        return result.get(0).at("/value/1").asDouble();
    }

    @Test
    void everyRuleIsEvaluatedWithoutAnError() {
        soon("evaluated").untilAsserted(() -> {
            var rules = new ArrayList<JsonNode>();
            prometheus
                    .data("/api/v1/rules")
                    .path("groups")
                    .forEach(group -> group.path("rules").forEach(rules::add));
            assertThat(rules).hasSizeGreaterThanOrEqualTo(9).allSatisfy(rule -> {
                assertThat(rule.path("health").asText())
                        .as(rule.path("name").asText())
                        .isEqualTo("ok");
                assertThat(rule.path("lastError").asText()).isEmpty();
            });
        });
    }

    @Test
    void everyPanelOfTheDashboardAsksForMetricsThatExist() throws IOException, InterruptedException {
        var names = new ArrayList<String>();
        prometheus.data("/api/v1/label/__name__/values").forEach(name -> names.add(name.asText()));
        var dashboard = new JsonMapper().readTree(MonitoringChart.dashboard());
        var expressions = dashboard.path("panels").findValuesAsText("expr");

        assertThat(expressions).hasSizeGreaterThan(20);
        for (var expression : expressions) {
            METRIC.matcher(expression)
                    .results()
                    .forEach(found -> assertThat(names).as(expression).contains(found.group()));
            prometheus.query(expression.replace("$namespace", ".*").replace("$store", ".*"));
        }
    }
}
