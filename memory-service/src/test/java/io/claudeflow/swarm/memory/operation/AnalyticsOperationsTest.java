package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operation is slow here: the threshold is zero. */
class AnalyticsOperationsTest extends OperationsTest {
    private static final String[] OTHER = {"Swarm-Id", "other"};

    @Override
    Map<String, String> settings() {
        return Map.of("SLOW_OPERATION_THRESHOLD", "0ms");
    }

    private void put(String namespace, String key, String... headers) {
        store("/v1/namespaces/" + namespace + "/entries/" + key, "{'value': 'four'}", headers);
    }

    @Test
    void usage_byNamespaceOperationAndAgent() {
        put("u1", "a", "Agent-Id", "agent-1");
        put("u1", "b");
        get("/v1/namespaces/u1/entries/a", "Agent-Id", "agent-1");
        put("u2", "c", "Swarm-Id", "usage-other");
        var byNamespace = get("/v1/analytics/usage?groupBy=namespace").get("usage");
        assertThat(each(byNamespace, "group")).contains("u1").doesNotContain("u2");
        var byAgent =
                get("/v1/analytics/usage?groupBy=agent&windowSeconds=7200").get("usage");
        assertThat(each(byAgent, "group")).contains("agent-1");
        assertThat(byAgent.get(0).get("operations").asLong()).isEqualTo(2);
        assertThat(byAgent.get(0).get("bytes").asLong())
                .as("two times \"four\"")
                .isEqualTo(12);
        var other = grpc("AnalyticsService.GetUsage", "{'groupBy': 'operation'}", "swarm-id", "usage-other");
        assertThat(other.at("/usage/0/group").asText()).isEqualTo("store");
        assertThat(other.at("/usage/0/operations").asLong()).isEqualTo(1);
        var steps = get("/v1/analytics/usage?interval=hour").get("usage");
        assertThat(steps.get(0).get("start").asText()).endsWith(":00:00.000Z");
        assertThat(cli("analytics", "get-usage", "--group-by", "operation")).contains("store", "meanMillis");
    }

    @Test
    void hotKeys_aboveAThreshold() {
        put("default", "hot");
        put("default", "cold");
        for (int i = 0; i < 12; i++) {
            get("/v1/namespaces/default/entries/hot");
        }
        await().untilAsserted(() -> {
            var hot = get("/v1/analytics/hot-keys?threshold=12").get("keys");
            assertThat(each(hot, "key")).containsExactly("hot");
            assertThat(hot.get(0).get("atLeast").asLong()).isEqualTo(12);
        });
        assertThat(get("/v1/analytics/hot-keys?threshold=1", OTHER).get("keys")).isEmpty();
        assertThat(grpc("AnalyticsService.GetHotKeys", "{'threshold': 12, 'windowSeconds': 86400}")
                        .get("keys"))
                .hasSize(1);
        assertThat(cli("analytics", "get-hot-keys", "--threshold", "12")).contains("hot");
    }

    @Tag("slow")
    @Test
    void slowOperations_areListedAndBecomeEvents() {
        put("slow", "s-key", "Agent-Id", "agent-9");
        var slow = get("/v1/analytics/slow-operations?limit=1000");
        assertThat(slow.get("thresholdMillis").asLong()).isZero();
        assertThat(slow.get("total").asLong()).isPositive();
        assertThat(each(slow.get("operations"), "target")).contains("s-key");
        assertThat(each(slow.get("operations"), "agent")).contains("agent-9");
        assertThat(grpc("AnalyticsService.ListSlowOperations", "{}").get("operations"))
                .isNotEmpty();
        // Events of this kind are written every ten seconds.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                get("/v1/events?type=slow_query&limit=1000").toString())
                        .contains("\"target\":\"s-key\"", "\"source\":\"swarm-memory\""));
    }

    @Test
    void growthAndPerformance_endAtThisMoment() {
        put("growth", "g");
        var samples = get("/v1/analytics/growth").get("samples");
        var last = samples.get(samples.size() - 1);
        assertThat(last.get("entries").asLong()).isPositive();
        assertThat(last.get("databaseBytes").asLong()).isPositive();
        var analysis = get("/v1/analytics/performance?windowSeconds=3600");
        assertThat(analysis.get("samples").asInt()).isPositive();
        assertThat(analysis.at("/writeMillis/direction").asText()).isIn("rising", "falling", "steady", "unknown");
        assertThat(grpc("AnalyticsService.GetGrowth", "{}").get("samples")).isNotEmpty();
        assertThat(grpc("AnalyticsService.AnalyzePerformance", "{}").has("cacheHitRate"))
                .isTrue();
        assertThat(cli("analytics", "analyze-performance")).contains("cacheHitRate", "direction");
    }

    @Test
    void agentId_outOfBounds_isRefused() {
        refusedAgent("");
        assertThat(clients()
                        .http("GET", "/v1/health", "", "Agent-Id", "a".repeat(256))
                        .json()
                        .path("detail")
                        .asText())
                .startsWith("Agent-Id: 256 bytes");
    }

    private void refusedAgent(String agent) {
        assertThat(clients().http("GET", "/v1/health", "", "Agent-Id", agent).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/analytics/usage?groupBy=color|(expected: namespace, operation, agent)",
                "/v1/analytics/usage?limit=0|limit: 0 (expected: 1 to 1000)",
                "/v1/analytics/usage?windowSeconds=0|to: ",
                "/v1/analytics/hot-keys?threshold=0|threshold: 0 (expected: 1 or more)",
                "/v1/analytics/hot-keys?windowSeconds=86401|timeframe: ",
                "/v1/analytics/growth?windowSeconds=-1|windowSeconds: -1 (expected: 0 seconds or more)",
                "/v1/analytics/performance?windowSeconds=0|timeframe: ",
                "/v1/analytics/slow-operations?limit=1001|limit: 1001 (expected: 1 to 1000)"
            })
    void badRequests_nameFieldValueAndExpectation(String path, String words) {
        refused(400, words, "GET", path, "");
    }
}
