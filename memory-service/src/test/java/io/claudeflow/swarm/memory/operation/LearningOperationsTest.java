package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningOperationsTest extends OperationsTest {
    @Test
    void record_fiveSimilarOutcomes_teachAStrategy() {
        JsonNode last = record("data", "success': true", "'size': 'large'");
        for (int i = 0; i < 4; i++) {
            last = record("data", "success': " + (i != 2), "'size': 'large'");
        }
        assertThat(last.get("similar").asInt()).isEqualTo(5);
        // four of five: 5/7
        assertThat(last.at("/patterns/0/confidence").asDouble()).isCloseTo(5.0 / 7, within(1e-9));
        assertThat(last.at("/patterns/0/conditions/size").asText()).isEqualTo("large");
        var advice = http("POST", "/v1/learning:recommend", "{'type': 'data', 'context': {'size': 'large'}}")
                .get("recommendation");
        assertThat(advice.get("expectedSuccessRate").asDouble()).isCloseTo(0.8, within(1e-9));
        assertThat(advice.at("/explanation/0").asText())
                .isEqualTo("data where size is \"large\" succeeded in 80 % of 5 similar outcomes (confidence 0.71).");
        assertThat(grpc("LearningService.Recommend", "{'type': 'data', 'context': {'size': 'large'}}")
                        .at("/recommendation/pattern"))
                .isEqualTo(advice.get("pattern"));
        assertThat(http("POST", "/v1/learning:recommend", "{'context': {'size': 'tiny'}}")
                        .has("recommendation"))
                .isFalse();
        var insights = get("/v1/learning/insights?kind=strategy&type=data").get("insights");
        assertThat(each(insights, "description")).containsExactly("data where size is \"large\" succeeds in 80 %");
        assertThat(grpc("LearningService.Insights", "{'kind': 'strategy', 'type': 'data'}")
                        .get("insights"))
                .isEqualTo(insights);
        assertThat(cli("learning", "list-patterns", "--type", "data")).contains("size is");
        assertThat(get("/v1/learning/patterns", "Swarm-Id", "other").get("patterns"))
                .isEmpty();
        assertThat(each(get("/v1/outcomes?type=data&limit=2").get("outcomes"), "result"))
                .containsExactly("success", "failure");
        assertThat(grpc("LearningService.ListOutcomes", "{'type': 'data'}").get("outcomes"))
                .hasSize(5);
    }

    @Test
    void optimize_afterBadReports_drops() {
        for (int i = 0; i < 5; i++) {
            grpc("LearningService.Record", "{'type': 'web', 'agents': ['w'], 'result': 'success', 'seconds': 1.5}");
        }
        var pattern = get("/v1/learning/patterns?type=web").at("/patterns/0");
        assertThat(grpc("LearningService.ListPatterns", "{'type': 'web'}").at("/patterns/0"))
                .isEqualTo(pattern);
        var id = pattern.get("id").asText();
        for (int i = 0; i < 10; i++) {
            var used = i == 0
                    ? grpc("LearningService.ReportUse", "{'id': '" + id + "', 'success': true}")
                    : http("POST", "/v1/learning/patterns/" + id + "/use", "{'success': false}");
            assertThat(used.get("uses").asInt()).isEqualTo(i + 1);
        }
        var planned = http("POST", "/v1/learning:optimize", "{'dryRun': true}");
        assertThat(planned.get("dropped").toString()).contains(id);
        assertThat(get("/v1/learning/patterns?type=web").get("patterns")).hasSize(1);
        assertThat(grpc("LearningService.Optimize", "{}").get("dropped").toString())
                .contains(id);
        assertThat(http("POST", "/v1/learning:extract", "{'type': 'web'}").get("patterns"))
                .isEmpty();
        assertThat(grpc("LearningService.Extract", "{}").path("patterns").toString())
                .doesNotContain(id);
        assertThatThrownBy(() -> grpc("LearningService.ReportUse", "{'id': 'gone', 'success': true}"))
                .hasMessageContaining("NOT_FOUND");
    }

    @Test
    void record_inATransaction_onlyRecords() {
        var step = "{'operation': 'LearningService.Record', 'arguments': {'type': 'tx', 'success': true}}";
        var steps = String.join(",", step, step, step, step, step);
        var answer = http("POST", "/v1/transactions", "{'steps': [" + steps + "]}");
        assertThat(answer.at("/results/4/answer/similar").asInt()).isZero();
        assertThat(get("/v1/learning/patterns?type=tx").get("patterns")).isEmpty();
        assertThat(http("POST", "/v1/learning:extract", "{'type': 'tx'}").get("patterns"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/outcomes | {\"success\": true} | type: (absent)",
                "/v1/outcomes | {\"type\": \"bad\"} | success: (absent) (expected: either success or result)",
                "/v1/outcomes | {\"type\": \"bad\", \"success\": true, \"result\": \"failure\"} | success: (with result)",
                "/v1/outcomes | {\"type\": \"bad\", \"success\": true, \"context\": [1]} | context: [1]",
                "/v1/outcomes | {\"type\": \"bad\", \"success\": true, \"seconds\": -1} | seconds: -1.0",
                "/v1/outcomes | {\"type\": \"bad\", \"success\": true, \"agents\": [\"\"]} | agents: (empty)",
                "/v1/learning:recommend | {\"context\": 5} | context: 5 (expected: a JSON object)",
            })
    void badRequest_namesWhatIsWrong(String path, String body, String words) {
        refused(400, words, "POST", path, body);
        assertThat(get("/v1/outcomes?type=bad").get("outcomes")).isEmpty();
    }

    private JsonNode record(String type, String result, String context) {
        return http(
                "POST",
                "/v1/outcomes",
                "{'type': '" + type + "', 'agents': ['x'], '" + result + ", 'context': {" + context + "}}");
    }
}
