package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricOperationsTest extends OperationsTest {
    @Test
    void record_withoutATime_isInTheLastHour() {
        http("POST", "/v1/metrics", "{'name': 'now', 'value': 2, 'tags': {'op': 'read'}}");
        cli("metric", "record", "--name", "now", "--value", "4", "--tags", "{\"op\": \"write\"}");
        var all = http("POST", "/v1/metrics:aggregate", "{'name': 'now'}").get("groups");
        assertThat(all).hasSize(1);
        assertThat(all.get(0).get("avg").asDouble()).isEqualTo(3);
        assertThat(all.get(0).has("group")).isFalse();
        var groups = grpc("MetricService.Aggregate", "{'name': 'now', 'groupBy': 'op'}");
        assertThat(each(groups.get("groups"), "group")).containsExactly("read", "write");
        var reads = http("POST", "/v1/metrics:aggregate", "{'name': 'now', 'tags': {'op': 'read'}}");
        assertThat(reads.at("/groups/0/max").asDouble()).isEqualTo(2);
        assertThat(cli("metric", "aggregate", "--name", "now")).contains("p95", "3");
        assertThat(http("POST", "/v1/metrics:aggregate", "{'name': 'now'}", "Swarm-Id", "other")
                        .get("groups"))
                .isEmpty();
    }

    @Test
    void aggregate_hundredSamples_isExact() {
        var samples = new StringBuilder("{'samples': [");
        for (int i = 1; i <= 100; i++) {
            samples.append(i == 1 ? "" : ",")
                    .append("{'name': 'hundred', 'value': " + i + ", 'timestamp': '2026-01-07T10:00:00Z'}");
        }
        assertThat(grpc("MetricService.RecordBatch", samples + "]}")
                        .get("recorded")
                        .asInt())
                .isEqualTo(100);
        var answer = http(
                "POST",
                "/v1/metrics:aggregate",
                "{'name': 'hundred', 'from': '2026-01-07T10:00:00Z', 'to': '2026-01-07T10:00:01Z'}");
        var group = answer.at("/groups/0");
        assertThat(group.get("count").asInt()).isEqualTo(100);
        assertThat(group.get("avg").asDouble()).isEqualTo(50.5);
        assertThat(group.get("min").asDouble()).isEqualTo(1);
        assertThat(group.get("max").asDouble()).isEqualTo(100);
        assertThat(group.get("p50").asDouble()).isEqualTo(50);
        assertThat(group.get("p95").asDouble()).isEqualTo(95);
        assertThat(group.get("p99").asDouble()).isEqualTo(99);
        assertThat(answer.get("to").asText()).isEqualTo("2026-01-07T10:00:01.000Z");
        var names = get("/v1/metrics").get("names");
        assertThat(names.toString()).contains("hundred");
        assertThat(grpc("MetricService.ListNames", "{}")).isEqualTo(get("/v1/metrics"));
    }

    @Test
    void trendAndAnalyze_followTheAverage() {
        grpc("MetricService.RecordBatch", """
                {'samples': [
                  {'name': 'trend', 'value': 10, 'timestamp': '2026-01-01T00:00:00Z'},
                  {'name': 'trend', 'value': 20, 'timestamp': '2026-01-02T00:00:00Z'},
                  {'name': 'trend', 'value': 30, 'timestamp': '2026-01-03T12:00:00Z'}]}""");
        var request = "{'name': 'trend', 'from': '2026-01-01T00:00:00Z', 'to': '2026-01-04T00:00:00Z'}";
        var trend = http("POST", "/v1/metrics:trend", request);
        assertThat(trend.get("direction").asText()).isEqualTo("rising");
        assertThat(trend.get("slope").asDouble()).isCloseTo(10, within(1e-9));
        assertThat(trend.get("change").asDouble()).isCloseTo(1, within(1e-9));
        assertThat(trend.get("steps")).hasSize(3);
        assertThat(grpc("MetricService.Trend", request).get("slope")).isEqualTo(trend.get("slope"));
        var query = "from=2026-01-02T00:00:00Z&to=2026-01-03T00:00:00Z";
        var analysis = get("/v1/metrics:analyze?" + query).get("metrics");
        assertThat(analysis).hasSize(1);
        assertThat(analysis.get(0).get("change").asDouble()).isEqualTo(1);
        assertThat(analysis.at("/0/before/avg").asDouble()).isEqualTo(10);
        assertThat(grpc("MetricService.Analyze", "{'from': '2026-01-02T00:00:00Z', 'to': '2026-01-03T00:00:00Z'}")
                        .get("metrics"))
                .isEqualTo(analysis);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | /v1/metrics | {\"name\": \"m\"} | value: (absent)",
                "400 | /v1/metrics | {\"name\": \"\", \"value\": 1} | name: (empty)",
                "400 | /v1/metrics | {\"name\": \"m\", \"value\": 1e999} | value: Infinity",
                "400 | /v1/metrics | {\"name\": \"m\", \"value\": 1, \"tags\": {\"a\": 1}} | tags.a",
                "413 | /v1/metrics:batch | {\"samples\": []} | samples: 0 samples",
                "400 | /v1/metrics:batch | {\"samples\": [{\"name\": \"bad\", \"value\": 1},"
                        + " {\"name\": \"\", \"value\": 1}]} | samples[1].name: (empty)",
                "400 | /v1/metrics:aggregate | {\"name\": \"m\", \"windowSeconds\": 0} | windowSeconds: 0",
                "400 | /v1/metrics:aggregate | {\"name\": \"m\", \"windowSeconds\": 1,"
                        + " \"from\": \"2026-01-01T00:00:00Z\"} | windowSeconds: 1 (expected: not together with from)",
                "413 | /v1/metrics:trend | {\"name\": \"m\", \"stepSeconds\": 1} | stepSeconds: 1",
            })
    void badRequest_namesWhatIsWrong(int status, String path, String body, String words) {
        refused(status, words, "POST", path, body);
        assertThat(get("/v1/metrics").get("names").toString()).doesNotContain("bad");
    }
}
