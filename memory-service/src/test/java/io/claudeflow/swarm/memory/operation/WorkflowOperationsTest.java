package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowOperationsTest extends OperationsTest {
    @Test
    void saveCheckpointResume_afterACrash_oneTakesOver() {
        var begun = http("PUT", "/v1/workflows/w1", "{'state': {'stage': 1}, 'type': 'build'}");
        assertThat(begun.get("status").asText()).isEqualTo("running");
        http("POST", "/v1/workflows/w1/checkpoint", "{'checkpoint': {'at': 7}, 'version': 1}");
        var saved = http("PUT", "/v1/workflows/w1", "{'state': {'stage': 2}}");
        assertThat(saved.get("type").asText()).isEqualTo("build");
        assertThat(saved.at("/checkpoint/at").asInt()).isEqualTo(7);
        assertThat(each(get("/v1/workflows:interrupted?silenceSeconds=0").get("workflows"), "id"))
                .contains("w1");
        assertThat(get("/v1/workflows:interrupted").get("workflows")).isEmpty();
        var resumed = grpc("WorkflowService.Resume", "{'id': 'w1', 'version': 3}");
        assertThat(resumed.get("runs").asInt()).isEqualTo(2);
        refused(
                412,
                "version: 3 (expected: the present version, 4)",
                "POST",
                "/v1/workflows/w1/resume",
                "{'version': 3}");
        refused(412, "version: 3", "POST", "/v1/workflows/w1/checkpoint", "{'checkpoint': 1, 'version': 3}");
        http("PUT", "/v1/workflows/w1", "{'state': {}, 'status': 'completed'}");
        assertThat(http("PUT", "/v1/workflows/w1", "{'state': {'late': true}}")
                        .get("status")
                        .asText())
                .isEqualTo("completed");
        refused(409, "id: w1", "POST", "/v1/workflows/w1/resume", "{'version': 6}");
        assertThat(grpc("WorkflowService.Get", "{'id': 'w1'}")).isEqualTo(get("/v1/workflows/w1"));
    }

    @Test
    void list_byType_andDelete() {
        grpc("WorkflowService.Save", "{'id': 'b', 'type': 'deploy', 'state': 1}");
        grpc("WorkflowService.Save", "{'id': 'a', 'type': 'deploy', 'state': 1, 'status': 'failed'}");
        assertThat(each(get("/v1/workflows?type=deploy").get("workflows"), "id"))
                .containsExactly("a", "b");
        assertThat(grpc("WorkflowService.List", "{'type': 'deploy', 'limit': 1}")
                        .has("nextCursor"))
                .isTrue();
        assertThat(cli("workflow", "get", "a")).contains("failed");
        assertThat(get("/v1/workflows", "Swarm-Id", "other").get("workflows")).isEmpty();
        assertThat(http("DELETE", "/v1/workflows/a", "").get("deleted").asBoolean())
                .isTrue();
        assertThat(grpc("WorkflowService.Delete", "{'id': 'a'}").get("deleted").asBoolean())
                .isFalse();
        refused(404, "id: a", "GET", "/v1/workflows/a", "");
        assertThatThrownBy(() -> grpc("WorkflowService.Checkpoint", "{'id': 'a', 'checkpoint': 1}"))
                .hasMessageContaining("NOT_FOUND");
        assertThat(grpc("WorkflowService.ListInterrupted", "{'silenceSeconds': 0, 'limit': 1}")
                        .get("workflows"))
                .hasSize(1);
    }

    @Test
    void save_inATransactionWithItsEvent_isOneRevision() {
        var answer = http("POST", "/v1/transactions", """
                {'steps': [
                  {'operation': 'WorkflowService.Save', 'arguments': {'id': 'tx', 'state': {}}},
                  {'operation': 'EventService.Append', 'arguments': {'type': 'saved'}}]}""");
        assertThat(answer.at("/results/0/answer/revision")).isEqualTo(answer.at("/results/1/answer/revision"));
        assertThat(get("/v1/workflows/tx").get("type").asText()).isEqualTo("workflow");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT | /v1/workflows/bad | {} | state: (absent)",
                "PUT | /v1/workflows/bad | {\"state\": 1, \"type\": \"\"} | type: (empty)",
                "PUT | /v1/workflows/bad | {\"state\": 1, \"status\": \"done\"} | running, completed, failed",
                "POST | /v1/workflows/bad/resume | {} | version: (absent)",
                "GET | /v1/workflows:interrupted?silenceSeconds=-1 | | silenceSeconds: -1",
            })
    void badRequest_namesWhatIsWrong(String method, String path, String body, String words) {
        refused(400, words, method, path, body == null ? "" : body);
        refused(404, "id: bad", "GET", "/v1/workflows/bad", "");
    }
}
