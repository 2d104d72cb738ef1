package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventOperationsTest extends OperationsTest {
    private static final String[] OTHER = {"Swarm-Id", "other"};

    @Test
    void append_bothFormsOfSeed002_areListedInOrder() {
        var full = http(
                "POST",
                "/v1/events",
                "{'type': 'task_completed', 'source': 'coder-1', 'data': {'taskId': 'a', 'duration': 1200.50}}");
        var brief = http("POST", "/v1/events", "{'type': 'task_completion', 'data': {'agentId': 1}}");
        assertThat(full.get("id").asLong()).isLessThan(brief.get("id").asLong());
        assertThat(brief.get("source").asText()).isEqualTo("unknown");
        var first = clients().http("GET", "/v1/events?limit=1&source=coder-1", "");
        assertThat(first.response().body()).contains("{\"taskId\": \"a\", \"duration\": 1200.50}");
        assertThat(first.json().has("nextCursor")).isFalse();
        assertThat(each(get("/v1/events?newestFirst=true&limit=1").get("events"), "type"))
                .containsExactly("task_completion");
        var at = full.get("timestamp").asText();
        assertThat(get("/v1/events?source=coder-1&to=" + at).get("events")).isEmpty();
        assertThat(get("/v1/events?from=" + at).get("events")).isNotEmpty();
        assertThat(get("/v1/events", OTHER).get("events")).isEmpty();
    }

    @Test
    void list_pages_goOnWhereTheyEnded() {
        for (int i = 0; i < 5; i++) {
            grpc("EventService.Append", "{'type': 'paged', 'source': 's" + i + "'}");
        }
        var first = grpc("EventService.List", "{'type': 'paged', 'limit': 3}");
        assertThat(each(first.get("events"), "source")).containsExactly("s0", "s1", "s2");
        var rest = get("/v1/events?type=paged&limit=3&cursor="
                + first.get("nextCursor").asText());
        assertThat(each(rest.get("events"), "source")).containsExactly("s3", "s4");
        assertThat(grpc("EventService.List", "{'type': 'paged'}", "swarm-id", "other")
                        .path("events"))
                .isEmpty();
    }

    @Test
    void append_onTheCommandLine_takesJson() {
        assertThat(cli("event", "append", "--type", "deployed", "--data", "{\"to\": \"eu\"}", "--output", "json"))
                .contains("\"data\":{\"to\": \"eu\"}");
        assertThat(cli("event", "list", "--type", "deployed")).contains("deployed", "unknown");
    }

    @Test
    void append_inATransaction_happensOnlyWhenAllSucceeds() {
        refused(404, "steps[1].arguments.id: none", "POST", "/v1/transactions", """
                {'steps': [
                  {'operation': 'EventService.Append', 'arguments': {'type': 'never'}},
                  {'operation': 'PatternService.RecordUse', 'arguments': {'id': 'none'}}]}""");
        assertThat(get("/v1/events?type=never").get("events")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /v1/events | {} | type: (absent)",
                "POST | /v1/events | {\"type\": \"\"} | type: (empty)",
                "POST | /v1/events | {\"type\": 1} | type: 1 (expected: a string)",
                "POST | /v1/events | {\"type\": \"a\", \"source\": \"\"} | source: (empty)",
                "POST | /v1/events | {\"type\": \"a\", \"tpye\": 1} | tpye: (unknown member)",
                "GET | /v1/events?limit=0 | | limit: 0 (expected: 1 to 1000)",
                "GET | /v1/events?from=yesterday | | from: yesterday",
                "GET | /v1/events?cursor=x | | cursor: x",
                "GET | /v1/events?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z | | to: 2026-01-01T00:00:00Z",
            })
    void badRequest_namesWhatIsWrong(String method, String path, String body, String words) {
        refused(400, words, method, path, body == null ? "" : body);
    }
}
