package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternOperationsTest extends OperationsTest {
    @Test
    void put_usedAndStoredAgain_keepsWhatWasLearned() {
        http("PUT", "/v1/patterns/error%2F1", "{'type': 'code', 'data': {'solution': 'retry'}, 'confidence': 0.5}");
        http("POST", "/v1/patterns/error%2F1/use", "{}");
        var used = http("POST", "/v1/patterns/error%2F1/use", "{'success': false}");
        // 0.1, then 0.09
        assertThat(used.get("successRate").asDouble()).isCloseTo(0.09, within(1e-12));
        var again = http("PUT", "/v1/patterns/error%2F1", "{'type': 'code', 'data': [1], 'confidence': 0.9}");
        assertThat(again.get("usageCount").asInt()).isEqualTo(2);
        assertThat(again.get("version").asInt()).isEqualTo(2);
        var read = grpc("PatternService.Get", "{'id': 'error/1'}");
        assertThat(read.get("score").asDouble()).isCloseTo(0.7 * 0.09 + 0.2 * 0.9 + 0.1, within(1e-12));
        assertThat(read.get("data")).hasSize(1);
    }

    @Test
    void best_byEachOrder_isRanked() {
        http("PUT", "/v1/patterns/p1", "{'type': 'rank', 'data': 1, 'confidence': 0.5, 'tags': ['x']}");
        http("PUT", "/v1/patterns/p2", "{'type': 'rank', 'data': 2, 'confidence': 0.9, 'tags': ['x', 'y']}");
        grpc("PatternService.Put", "{'id': 'p3', 'type': 'rank', 'data': 3}");
        grpc("PatternService.RecordUse", "{'id': 'p1'}");
        assertThat(each(get("/v1/patterns?type=rank").get("patterns"), "id")).containsExactly("p2", "p1", "p3");
        // p1 0.07 + 0.1 + 0.1, p2 0.18
        assertThat(each(get("/v1/patterns:best?type=rank&limit=2").get("patterns"), "id"))
                .containsExactly("p1", "p2");
        assertThat(each(
                        get("/v1/patterns:best?type=rank&order=confidence&limit=1")
                                .get("patterns"),
                        "id"))
                .containsExactly("p2");
        assertThat(each(get("/v1/patterns:best?type=rank&order=strategy").get("patterns"), "id"))
                .startsWith("p1");
        assertThat(each(get("/v1/patterns?type=rank&tags=x&tags=y&tagMode=all").get("patterns"), "id"))
                .containsExactly("p2");
        assertThat(each(get("/v1/patterns?type=rank&minConfidence=0.5").get("patterns"), "id"))
                .containsExactly("p2", "p1");
        var first = grpc("PatternService.List", "{'type': 'rank', 'limit': 2}");
        var rest = grpc(
                "PatternService.List",
                "{'type': 'rank', 'limit': 2, 'cursor': '"
                        + first.get("nextCursor").asText() + "'}");
        assertThat(each(rest.get("patterns"), "id")).containsExactly("p3");
        assertThat(get("/v1/patterns", "Swarm-Id", "other").get("patterns")).isEmpty();
    }

    @Test
    void delete_onceAndAgain_saysSo() {
        http("PUT", "/v1/patterns/gone", "{'type': 't', 'data': 1}");
        assertThat(http("DELETE", "/v1/patterns/gone", "").get("deleted").asBoolean())
                .isTrue();
        assertThat(grpc("PatternService.Delete", "{'id': 'gone'}")
                        .get("deleted")
                        .asBoolean())
                .isFalse();
        refused(404, "id: gone (expected: an existing pattern)", "GET", "/v1/patterns/gone", "");
        assertThatThrownBy(() -> grpc("PatternService.RecordUse", "{'id': 'gone'}"))
                .hasMessageContaining("NOT_FOUND");
    }

    @Test
    void stats_countPatterns_ofTheSwarm() {
        http("PUT", "/v1/patterns/counted", "{'type': 't', 'data': 1}", "Swarm-Id", "counting");
        assertThat(get("/v1/stats", "Swarm-Id", "counting").get("patterns").asInt())
                .isEqualTo(1);
    }

    @Test
    void best_onTheCommandLine_isForPeople() {
        cli("pattern", "put", "cli", "--type", "cli", "--data", "{}", "--confidence", "0.5");
        assertThat(cli("pattern", "best", "--type", "cli", "--order", "confidence"))
                .contains("cli", "0.5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT | /v1/patterns/bad | {\"data\": 1} | type: (absent)",
                "PUT | /v1/patterns/bad | {\"type\": \"t\", \"data\": 1, \"confidence\": 1.5} | confidence: 1.5",
                "PUT | /v1/patterns/bad | {\"type\": \"t\", \"data\": 1, \"tags\": [\"\"]} | tags[0]: (empty)",
                "GET | /v1/patterns?order=best | | order: \"best\" (expected: confidence, score, strategy)",
                "GET | /v1/patterns?minConfidence=2 | | minConfidence: 2",
                "GET | /v1/patterns:best?limit=1001 | | limit: 1001",
            })
    void badRequest_namesWhatIsWrong(String method, String path, String body, String words) {
        refused(400, words, method, path, body == null ? "" : body);
        refused(404, "id: bad", "GET", "/v1/patterns/bad", "");
    }
}
