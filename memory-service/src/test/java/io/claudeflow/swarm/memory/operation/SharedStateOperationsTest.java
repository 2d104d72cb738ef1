package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedStateOperationsTest {
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
    void story_overHttp_comparesAndSets() {
        var first =
                clients.http("PUT", "/v1/shared-state/task%2Fcurrent", "{\"value\": {\"n\": 1}, \"updatedBy\": \"a\"}");
        assertThat(first.json().at("/version").asInt()).isEqualTo(1);
        var second = clients.http("PUT", "/v1/shared-state/task%2Fcurrent", "{\"value\": 2, \"expectedVersion\": 1}");
        assertThat(second.json().at("/version").asInt()).isEqualTo(2);
        var late = clients.http("PUT", "/v1/shared-state/task%2Fcurrent", "{\"value\": 3, \"expectedVersion\": 1}");
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().at("/detail").asText()).contains("expectedVersion: version 1 (expected: version 2 of");
        assertThat(clients.http("GET", "/v1/shared-state/task%2Fcurrent", "")
                        .json()
                        .at("/value")
                        .asInt())
                .isEqualTo(2);
        assertThat(clients.http("GET", "/v1/shared-state/task%2Fcurrent", "", "Swarm-Id", "other")
                        .status())
                .isEqualTo(404);
        assertThat(clients.http("GET", "/v1/shared-state?pattern=task*", "")
                        .json()
                        .at("/states"))
                .hasSize(1);
        var revision = second.json().at("/revision").asText();
        assertThat(clients.http("DELETE", "/v1/shared-state/task%2Fcurrent?expectedRevision=" + revision, "")
                        .json()
                        .at("/deleted")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void operations_overGrpc_answerTheSame() {
        var swarm = new String[] {"swarm-id", "grpc"};
        var put = "{\"key\": \"k\", \"value\": null, \"expectedVersion\": 0}";
        assertThat(clients.grpc("SharedStateService.Put", put, swarm)
                        .at("/version")
                        .asInt())
                .isEqualTo(1);
        assertThatThrownBy(() -> clients.grpc("SharedStateService.Put", put, swarm))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("FAILED_PRECONDITION");
        assertThat(clients.grpc("SharedStateService.Get", "{\"key\": \"k\"}", swarm)
                        .at("/value")
                        .isNull())
                .isTrue();
        assertThat(clients.grpc("SharedStateService.List", "{}", swarm).at("/states"))
                .hasSize(1);
        assertThat(clients.grpc("SharedStateService.Delete", "{\"key\": \"k\"}", swarm)
                        .at("/deleted")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void transaction_withAnExpectation_isAllOrNothing() {
        clients.http("PUT", "/v1/shared-state/tx", "{\"value\": 1}");
        var steps = """
                {"steps": [
                  {"operation": "SharedStateService.Put", "arguments": {"key": "tx-other", "value": 1}},
                  {"operation": "SharedStateService.Put",
                   "arguments": {"key": "tx", "value": 2, "expectedVersion": %d}}]}""";
        assertThat(clients.http("POST", "/v1/transactions", steps.formatted(7)).status())
                .isEqualTo(412);
        assertThat(clients.http("GET", "/v1/shared-state/tx-other", "").status())
                .isEqualTo(404);
        assertThat(clients.http("POST", "/v1/transactions", steps.formatted(1)).status())
                .isEqualTo(200);
        assertThat(clients.http("GET", "/v1/shared-state/tx-other", "").json().at("/revision"))
                .isEqualTo(clients.http("GET", "/v1/shared-state/tx", "").json().at("/revision"));
    }

    @Test
    void commands_forPeopleAndPrograms(@TempDir Path directory) {
        var database = directory.resolve("alone.db");
        assertThat(ServiceClients.cliOnFile(database, "init").code()).isZero();
        var put = ServiceClients.cliOnFile(database, "shared-state", "put", "k", "--value", "{\"a\": 1}");
        assertThat(put.err()).isEmpty();
        assertThat(ServiceClients.cliOnFile(database, "shared-state", "get", "k", "--output", "json")
                        .out())
                .contains("\"value\":{\"a\": 1}");
        assertThat(ServiceClients.cliOnFile(
                                database, "shared-state", "put", "k", "--value", "1", "--expected-version", "9")
                        .err())
                .contains("expectedVersion: version 9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PUT | /v1/shared-state/bad | {} | 400 | value",
                "PUT | /v1/shared-state/bad | {\"value\": 1, \"expectedVersion\": -1} | 400 | expectedVersion: -1",
                "PUT | /v1/shared-state/bad | {\"value\": 1, \"expectedRevision\": \"x\"} | 400 | expectedRevision: x",
                "PUT | /v1/shared-state/bad | {\"value\": 1, \"expectedVersion\": 1, \"expectedRevision\": \"1-1\"} |"
                        + " 400 | either expectedVersion or expectedRevision",
                "PUT | /v1/shared-state/bad | {\"value\": 1, \"updatedBy\": \"\"} | 400 | updatedBy: (empty)",
                "PUT | /v1/shared-state/bad | {\"value\": 1, \"key\": \"other\"} | 400 | key",
                "DELETE | /v1/shared-state/bad?expectedVersion=1 | `` | 412 | expectedVersion: version 1 (expected: absent)",
                "GET | /v1/shared-state?pattern= | `` | 400 | pattern: (empty)",
            })
    void badRequest_namesWhatIsWrongAndChangesNothing(
            String method, String path, String body, int status, String expected) {
        var answer = clients.http(method, path, body);
        assertThat(answer.json().at("/detail").asText()).contains(expected);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(clients.http("GET", "/v1/shared-state/bad", "").status()).isEqualTo(404);
    }
}
