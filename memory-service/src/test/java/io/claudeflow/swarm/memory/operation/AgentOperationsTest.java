package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
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
class AgentOperationsTest {
    private ServiceClients clients;

    @BeforeAll
    void start(@TempDir Path directory) {
        clients = ServiceClients.start(directory, Map.of("MAX_AGENT_MEMORY_MB", "1", "MAX_SESSION_MEMORY_MB", "1"));
    }

    @AfterAll
    void stop() {
        clients.close();
    }

    @Test
    void story_overHttp_fromRegistrationToLeaving() {
        var swarm = new String[] {"Swarm-Id", "story"};
        var made = clients.http("PUT", "/v1/agents/a", """
                {"type": "coder", "name": "Ada", "capabilities": ["java", "go"], "metadata": {"m": 1}}""", swarm);
        assertThat(made.json().at("/state").asText()).isEqualTo("active");
        clients.http("PUT", "/v1/agents/b", "{\"type\": \"tester\", \"state\": \"idle\"}", swarm);
        assertThat(ids("/v1/agents?capability=go", swarm)).containsExactly("a");
        assertThat(ids("/v1/agents?type=tester&state=idle", swarm)).containsExactly("b");
        assertThat(clients.http("POST", "/v1/agents/b/state", "{\"state\": \"busy\"}", swarm)
                        .json()
                        .at("/version")
                        .asInt())
                .isEqualTo(2);
        assertThat(clients.http("POST", "/v1/agents/a/heartbeat", "{}", swarm).status())
                .isEqualTo(200);
        assertThat(ids("/v1/agents:stale?silenceSeconds=0", swarm)).containsExactlyInAnyOrder("a", "b");
        assertThat(ids("/v1/agents:stale?silenceSeconds=3600", swarm)).isEmpty();
        assertThat(clients.http("GET", "/v1/agents/a", "", "Swarm-Id", "else").status())
                .isEqualTo(404);
        assertThat(clients.http("GET", "/v1/stats", "", swarm)
                        .json()
                        .at("/agents")
                        .asInt())
                .isEqualTo(2);
        assertThat(clients.http("DELETE", "/v1/agents/a", "", swarm)
                        .json()
                        .at("/deleted")
                        .asBoolean())
                .isTrue();
        assertThat(ids("/v1/agents", swarm)).containsExactly("b");
    }

    private List<String> ids(String path, String... swarm) {
        return clients.http("GET", path, "", swarm).json().at("/agents").findValuesAsText("id");
    }

    @Test
    void memory_overHttp_isKeptPerAgentWithinItsQuota() {
        var swarm = new String[] {"Swarm-Id", "memory"};
        clients.http("PUT", "/v1/agents/a", "{\"type\": \"coder\"}", swarm);
        var put = clients.http(
                "PUT", "/v1/agents/a/memory/task%2Fhistory", "{\"value\": [{\"n\": 1.0}], \"session\": \"s\"}", swarm);
        assertThat(put.json().at("/agentUsage/usedBytes").asInt()).isEqualTo(24);
        assertThat(put.json().at("/sessionUsage/limitBytes").asInt()).isEqualTo(1 << 20);
        assertThat(clients.http("GET", "/v1/agents/a/memory/task%2Fhistory", "", swarm)
                        .response()
                        .body())
                .contains("\"value\":[{\"n\": 1.0}]");
        var large = "{\"value\": \"" + "x".repeat(900_000) + "\"}";
        var most = clients.http("PUT", "/v1/agents/a/memory/large", large, swarm);
        assertThat(most.json().at("/agentUsage/warning").asBoolean()).isTrue();
        var beyond = clients.http("PUT", "/v1/agents/a/memory/larger", large, swarm);
        assertThat(beyond.json().at("/detail").asText()).contains("at most 1048576 bytes for agent a");
        assertThat(beyond.status()).isBetween(400, 499);
        assertThat(clients.http("GET", "/v1/agents/a/memory/larger", "", swarm).status())
                .isEqualTo(404);
        assertThat(clients.http("GET", "/v1/agents/a/memory?pattern=task*", "", swarm)
                        .json()
                        .at("/memories"))
                .hasSize(1);
        assertThat(clients.http("DELETE", "/v1/sessions/s/memory", "", swarm)
                        .json()
                        .at("/deleted")
                        .asInt())
                .isEqualTo(1);
        assertThat(clients.http("GET", "/v1/sessions/s/usage", "", swarm)
                        .json()
                        .at("/usedBytes")
                        .asInt())
                .isZero();
        clients.http("DELETE", "/v1/agents/a/memory/large", "", swarm);
        assertThat(clients.http("GET", "/v1/agents/a/usage", "", swarm)
                        .json()
                        .at("/usedBytes")
                        .asInt())
                .isZero();
    }

    @Test
    void decisions_overHttp_areAHistoryWithContext() {
        var swarm = new String[] {"Swarm-Id", "decisions"};
        clients.http("PUT", "/v1/agents/a", "{\"type\": \"coder\"}", swarm);
        for (var agent : List.of("x", "y")) {
            clients.http(
                    "POST",
                    "/v1/agents/a/decisions",
                    "{\"type\": \"allocation\", \"decision\": \"" + agent + "\", \"context\": {\"load\": 0.9}}",
                    swarm);
        }
        clients.http("POST", "/v1/agents/a/decisions", "{\"type\": \"routing\", \"decision\": null}", swarm);
        var history = clients.http("GET", "/v1/agents/a/decisions?type=allocation", "", swarm)
                .json()
                .at("/decisions");
        assertThat(history.findValuesAsText("decision")).containsExactly("y", "x");
        assertThat(history.at("/0/context/load").asDouble()).isEqualTo(0.9);
        var until = clients.http("GET", "/v1/agents/a/decisions", "", swarm)
                .json()
                .at("/decisions/0/createdAt")
                .asText();
        assertThat(clients.http("POST", "/v1/agents/a/decisions:forget", "{\"until\": \"" + until + "\"}", swarm)
                        .json()
                        .at("/deleted")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void operations_overGrpc_answerTheSame() {
        var swarm = new String[] {"swarm-id", "grpc"};
        var a = "{\"id\": \"a\"";
        clients.grpc("AgentService.Register", a + ", \"type\": \"coder\", \"metadata\": {\"m\": 1}}", swarm);
        clients.grpc("AgentService.UpdateState", a + ", \"state\": \"busy\"}", swarm);
        clients.grpc("AgentService.Heartbeat", a + "}", swarm);
        assertThat(clients.grpc("AgentService.Get", a + "}", swarm)
                        .at("/metadata/m")
                        .asInt())
                .isEqualTo(1);
        assertThat(clients.grpc("AgentService.List", "{\"state\": \"busy\"}", swarm)
                        .at("/agents"))
                .hasSize(1);
        assertThat(clients.grpc("AgentService.ListStale", "{\"silenceSeconds\": 0}", swarm)
                        .at("/agents"))
                .hasSize(1);
        var of = "{\"agent\": \"a\"";
        var decision = clients.grpc("AgentService.RecordDecision", of + ", \"type\": \"t\", \"decision\": 1}", swarm);
        assertThat(clients.grpc("AgentService.ListDecisions", of + "}", swarm).at("/decisions/0/id"))
                .isEqualTo(decision.at("/id"));
        assertThat(clients.grpc("AgentService.ForgetDecisions", of + ", \"until\": \"2000-01-01T00:00:00Z\"}", swarm)
                        .at("/deleted")
                        .asInt())
                .isZero();
        var put = clients.grpc(
                "AgentMemoryService.Put", of + ", \"key\": \"k\", \"value\": 1e400, \"session\": \"s\"}", swarm);
        assertThat(put.at("/memory/version").asInt()).isEqualTo(1);
        assertThat(clients.grpc("AgentMemoryService.Get", of + ", \"key\": \"k\"}", swarm)
                        .at("/session")
                        .asText())
                .isEqualTo("s");
        assertThat(clients.grpc("AgentMemoryService.List", of + "}", swarm).at("/memories"))
                .hasSize(1);
        assertThat(clients.grpc("AgentMemoryService.GetUsage", of + "}", swarm)
                        .at("/usedBytes")
                        .asInt())
                .isEqualTo(7);
        assertThat(clients.grpc("AgentMemoryService.GetSessionUsage", "{\"session\": \"s\"}", swarm)
                        .at("/usedBytes")
                        .asInt())
                .isEqualTo(6);
        assertThat(clients.grpc("AgentMemoryService.DeleteSession", "{\"session\": \"s\"}", swarm)
                        .at("/deleted")
                        .asInt())
                .isEqualTo(1);
        assertThat(clients.grpc("AgentMemoryService.Delete", of + ", \"key\": \"k\"}", swarm)
                        .at("/deleted")
                        .asBoolean())
                .isFalse();
        assertThat(clients.grpc("AgentService.Unregister", a + "}", swarm)
                        .at("/deleted")
                        .asBoolean())
                .isTrue();
        assertThatThrownBy(() -> clients.grpc("AgentMemoryService.GetUsage", of + "}", swarm))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("NOT_FOUND");
    }

    @Test
    void commands_forPeopleAndPrograms() {
        var made = clients.cli("agent", "register", "c", "--type", "coder", "--capabilities", "java", "--swarm", "cli");
        assertThat(made.err()).isEmpty();
        assertThat(made.out()).contains("coder").contains("java");
        assertThat(clients.cli("agent-memory", "put", "c", "k", "--value", "[1]", "--swarm", "cli", "--output", "json")
                        .out())
                .contains("\"value\":[1]");
        assertThat(clients.cli("agent-memory", "get-usage", "c", "--swarm", "cli")
                        .out())
                .contains("usedBytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PUT | /v1/agents/bad | {} | 400 | type",
                "PUT | /v1/agents/bad | {\"type\": \"\"} | 400 | type: (empty)",
                "PUT | /v1/agents/bad | {\"type\": \"x\", \"metadata\": []} | 400 | metadata: [] (expected: a JSON object)",
                "PUT | /v1/agents/bad | {\"type\": \"x\", \"capabilities\": [\"a\", 1]} | 400 | capabilities[1]: 1",
                "PUT | /v1/agents/bad | {\"type\": \"x\", \"capability\": []} | 400 | capability: (unknown member)",
                "POST | /v1/agents/bad/state | {\"state\": \"busy\"} | 404 | agent: bad (expected: a registered agent)",
                "PUT | /v1/agents/bad/memory/k | {\"value\": 1} | 404 | agent: bad",
                "PUT | /v1/agents/bad/memory/k | {} | 400 | value",
                "GET | /v1/agents/bad/memory?limit=1001 | `` | 400 | limit: 1001 (expected: 1 to 1000)",
                "GET | /v1/agents:stale?silenceSeconds=-1 | `` | 400 | silenceSeconds: -1",
                "GET | /v1/agents:stale?silenceSeconds=999999999999 | `` | 400 | silenceSeconds: 99",
                "POST | /v1/agents/bad/decisions | {\"type\": \"t\"} | 400 | decision",
                "POST | /v1/agents/bad/decisions:forget | {} | 400 | until",
            })
    void badRequest_namesWhatIsWrongAndChangesNothing(
            String method, String path, String body, int status, String expected) {
        var answer = clients.http(method, path, body);
        assertThat(answer.json().at("/detail").asText()).contains(expected);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(clients.http("GET", "/v1/agents/bad", "").status()).isEqualTo(404);
    }
}
