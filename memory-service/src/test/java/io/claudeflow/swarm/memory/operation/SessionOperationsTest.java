package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionOperationsTest {
    private ServiceClients clients;

    @BeforeAll
    void start(@TempDir Path directory) {
        clients = ServiceClients.start(directory, Map.of());
    }

    @AfterAll
    void stop() {
        clients.close();
    }

    @Test
    void story_overHttp_fromCreationToEnd() {
        var made = clients.http("POST", "/v1/sessions", "{\"id\": \"s\", \"data\": {\"user\": \"dev\", \"n\": [1]}}");
        assertThat(made.status()).isEqualTo(200);
        var updated = clients.http("PATCH", "/v1/sessions/s", "{\"patch\": {\"n\": null, \"branch\": \"main\"}}");
        assertThat(updated.json().at("/data").toString()).isEqualTo("{\"user\":\"dev\",\"branch\":\"main\"}");
        assertThat(updated.json().at("/version").asInt()).isEqualTo(2);
        var resumed = clients.http("POST", "/v1/sessions/s/resume", "{}");
        assertThat(resumed.json().at("/lastAccessed").asText())
                .isGreaterThanOrEqualTo(made.json().at("/lastAccessed").asText());
        assertThat(clients.http("GET", "/v1/sessions/s", "", "Swarm-Id", "other")
                        .status())
                .isEqualTo(404);
        assertThat(clients.http("POST", "/v1/sessions/s/end", "{}")
                        .json()
                        .at("/endedAt")
                        .asText())
                .isNotEmpty();
        assertThat(clients.http("POST", "/v1/sessions/s/resume", "{}").status()).isEqualTo(409);
        assertThat(ids("/v1/sessions")).doesNotContain("s");
        assertThat(ids("/v1/sessions?withEnded=true")).contains("s");
        assertThat(clients.http("DELETE", "/v1/sessions/s", "")
                        .json()
                        .at("/deleted")
                        .asBoolean())
                .isTrue();
        assertThat(clients.http("DELETE", "/v1/sessions/s", "")
                        .json()
                        .at("/deleted")
                        .asBoolean())
                .isFalse();
    }

    private List<String> ids(String path) {
        return clients.http("GET", path, "").json().at("/sessions").findValuesAsText("id");
    }

    @Test
    void operations_overGrpc_answerTheSame() {
        var swarm = new String[] {"swarm-id", "grpc"};
        var id = clients.grpc("SessionService.Create", "{}", swarm).at("/id").asText();
        var named = "{\"id\": \"" + id + "\"";
        assertThat(clients.grpc("SessionService.Update", named + ", \"patch\": {\"a\": 1}}", swarm)
                        .at("/data/a")
                        .asInt())
                .isEqualTo(1);
        assertThat(clients.grpc("SessionService.Resume", named + "}", swarm)
                        .at("/id")
                        .asText())
                .isEqualTo(id);
        assertThat(clients.grpc("SessionService.Get", named + "}", swarm)
                        .at("/version")
                        .asInt())
                .isEqualTo(2);
        assertThat(clients.grpc("SessionService.List", "{\"limit\": 1}", swarm).at("/sessions"))
                .hasSize(1);
        assertThat(clients.grpc("SessionService.End", named + "}", swarm).has("endedAt"))
                .isTrue();
        assertThat(clients.grpc("SessionService.CleanupExpired", "{}", swarm)
                        .at("/deleted")
                        .asInt())
                .isZero();
        assertThat(clients.grpc("SessionService.Cleanup", named + "}", swarm)
                        .at("/sessionDeleted")
                        .asBoolean())
                .isTrue();
        assertThat(clients.grpc("SessionService.Delete", named + "}", swarm)
                        .at("/deleted")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void lifetime_over_sessionIsAbsentAtOnceAndItsMemoryGoes() {
        var swarm = new String[] {"Swarm-Id", "short"};
        clients.http("PUT", "/v1/agents/a", "{\"type\": \"coder\"}", swarm);
        clients.http("POST", "/v1/sessions", "{\"id\": \"s\", \"lifetimeSeconds\": 1}", swarm);
        clients.http("PUT", "/v1/agents/a/memory/k", "{\"value\": 1, \"session\": \"s\"}", swarm);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> clients.http("GET", "/v1/sessions/s", "", swarm).status() == 404);
        clients.http("POST", "/v1/sessions:cleanup", "{}", swarm);
        assertThat(clients.http("GET", "/v1/agents/a/memory/k", "", swarm).status())
                .isEqualTo(404);
    }

    @Test
    void cleanup_bySessionId_removesWhatBelongsToItAndNothingElse() {
        var swarm = new String[] {"Swarm-Id", "cleanup"};
        clients.http("PUT", "/v1/agents/a", "{\"type\": \"coder\"}", swarm);
        clients.http("POST", "/v1/sessions", "{\"id\": \"a*c\"}", swarm);
        for (var session : List.of("a*c", "abc")) {
            clients.http(
                    "PUT",
                    "/v1/agents/a/memory/k-" + session,
                    "{\"value\": \"1\", \"session\": \"" + session + "\"}",
                    swarm);
        }
        for (var key : List.of("session%2Fa*c", "session%2Fa*c%2Fx%2Fy", "session%2Fabc", "session%2Fabc%2Fx")) {
            clients.http("PUT", "/v1/namespaces/default/entries/" + key, "{\"value\": 1}", swarm);
        }
        for (var namespace : List.of("session%2Fa*c", "session%2Fa*c%2Fmore", "session%2Fabc")) {
            clients.http("PUT", "/v1/namespaces/" + namespace + "/entries/k", "{\"value\": 12}", swarm);
        }
        var open = clients.http("POST", "/v1/sessions/a*c/cleanup", "{}", swarm);
        assertThat(open.status()).isEqualTo(409);
        assertThat(open.json().at("/detail").asText()).contains("force");
        var cleaned = clients.http("POST", "/v1/sessions/a*c/cleanup", "{\"force\": true}", swarm);
        assertThat(cleaned.response().body())
                .isEqualTo("{\"id\":\"a*c\",\"sessionDeleted\":true,\"agentMemories\":1,\"agentMemoryBytes\":8,"
                        + "\"entries\":4,\"entryBytes\":6}");
        assertThat(clients.http("GET", "/v1/entries", "", swarm).json().at("/entries"))
                .hasSize(3);
        assertThat(clients.http("GET", "/v1/agents/a/memory", "", swarm).json().at("/memories"))
                .hasSize(1);
        var again = clients.cli("session", "cleanup", "abc", "--swarm", "cleanup");
        assertThat(again.err()).isEmpty();
        assertThat(again.out()).containsPattern("entries +3").containsPattern("agentMemories +1");
    }

    @Test
    void commands_forPeopleAndPrograms() {
        assertThat(clients.cli("session", "create", "--swarm", "cli", "--id", "c", "--data", "{\"a\": 1}")
                        .out())
                .contains("{\"a\": 1}");
        assertThat(clients.cli("session", "resume", "c", "--swarm", "cli", "--output", "json")
                        .out())
                .startsWith("{\"id\":\"c\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST | /v1/sessions | {\"id\": \"\"} | 400 | id: (empty)",
                "POST | /v1/sessions | {\"id\": \"bad\", \"lifetimeSeconds\": -1} | 400 | lifetimeSeconds: -1",
                "POST | /v1/sessions | {\"id\": \"bad\", \"lifetimeSeconds\": 9223372036854775807} | 400 | lifetimeSeconds: 92",
                "POST | /v1/sessions | {\"id\": \"bad\", \"lifetimeSeconds\": 1.5} | 400 | lifetimeSeconds: 1.5",
                "POST | /v1/sessions | {\"id\": \"bad\", \"dat\": {}} | 400 | dat: (unknown member)",
                "PATCH | /v1/sessions/bad | {} | 400 | patch",
                "PATCH | /v1/sessions/bad | {\"patch\": {}} | 404 | id: bad",
                "POST | /v1/sessions/bad/resume | {} | 404 | id: bad (expected: an existing session)",
                "POST | /v1/sessions/bad/end | {\"force\": true} | 400 | force",
                "POST | /v1/sessions:cleanup | {\"expiredBefore\": \"today\"} | 400 | expiredBefore: today",
                "POST | /v1/sessions/bad/cleanup | {\"force\": 1} | 400 | force: 1 (expected: true or false)",
            })
    void badRequest_namesWhatIsWrongAndChangesNothing(
            String method, String path, String body, int status, String expected) {
        var answer = clients.http(method, path, body);
        assertThat(answer.json().at("/detail").asText()).contains(expected);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(clients.http("GET", "/v1/sessions/bad", "").status()).isEqualTo(404);
    }
}
