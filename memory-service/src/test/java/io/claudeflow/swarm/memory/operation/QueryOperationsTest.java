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
class QueryOperationsTest {
    private static final String VALUES = "{\"sql\": \"SELECT ?, ?, ?, ?, ?, 9e999, x'00ff'\", \"parameters\":"
            + " [9223372036854775807, -0.5, \\\"a\\\", null, {\\\"base64\\\": \\\"AQI=\\\"}]}".replace("\\\"", "\"");

    private ServiceClients clients;

    @BeforeAll
    void start(@TempDir Path directory) {
        clients = ServiceClients.start(directory, Map.of());
        clients.http("PUT", "/v1/namespaces/n/entries/one", "{\"value\": {\"a\": 1}}");
        clients.http("PUT", "/v1/namespaces/n/entries/two", "{\"value\": 2}", "Swarm-Id", "other");
    }

    @AfterAll
    void stop() {
        clients.close();
    }

    @Test
    void query_overHttpAndGrpc_keepsValuesExactly() {
        var expected = "[[9223372036854775807,-0.5,\"a\",null,{\"base64\":\"AQI=\"},{\"real\":\"Infinity\"},"
                + "{\"base64\":\"AP8=\"}]]";
        var answer = clients.http("POST", "/v1/query", VALUES);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        assertThat(answer.json().get("rows").toString()).isEqualTo(expected);
        assertThat(answer.json().at("/columns/0/type").asText()).isEqualTo("integer");
        assertThat(clients.grpc("QueryService.Query", VALUES).get("rows").toString())
                .isEqualTo(expected);
    }

    @Test
    void query_seesEverySwarm_byNamedParametersAndPages() {
        var body = "{\"sql\": \"SELECT swarm, key FROM memory_store WHERE namespace = :n ORDER BY key\","
                + " \"parameters\": {\"n\": \"n\"}, \"maxRows\": 1%s}";
        var first = clients.http("POST", "/v1/query", body.formatted("")).json();
        assertThat(first.get("rows").toString()).isEqualTo("[[\"test\",\"one\"]]");
        var more = ", \"cursor\": \"" + first.get("nextCursor").asText() + "\"";
        var second = clients.http("POST", "/v1/query", body.formatted(more)).json();
        assertThat(second.get("rows").toString()).isEqualTo("[[\"other\",\"two\"]]");
        assertThat(second.has("nextCursor")).isFalse();
    }

    @Test
    void execute_asSeed002Says() {
        var wal = clients.http("POST", "/admin/execute", "{\"sql\": \"PRAGMA journal_mode=WAL\"}");
        assertThat(wal.json().get("rows").toString()).isEqualTo("[[\"wal\"]]");
        assertThat(clients.grpc("QueryService.Execute", "{\"sql\": \"VACUUM\"}").get("columns"))
                .hasSize(3);
        var refused = clients.http("POST", "/admin/execute", "{\"sql\": \"DROP TABLE tasks\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("detail").asText())
                .startsWith("sql: DROP TABLE tasks (expected: VACUUM, ANALYZE, REINDEX, PRAGMA");
    }

    @Test
    void query_onTheCommandLine() {
        var printed = clients.cli(
                "query", "SELECT swarm, key, NULL FROM memory_store WHERE key = ?", "--parameters", "[\"one\"]");
        assertThat(printed.err()).isEmpty();
        assertThat(printed.out()).isEqualTo("swarm\tkey\tNULL\ntest\tone\t\n");
        assertThat(clients.cli("sql", "execute", "--sql", "PRAGMA user_version", "--output", "json")
                        .out())
                .contains("\"rows\":[[");
        var cut = clients.cli("query", "SELECT key FROM memory_store", "--max-rows", "1");
        assertThat(cut.err()).startsWith("more: --cursor ");
        assertThat(clients.cli("query", "DELETE FROM tasks").code()).isEqualTo(2);
    }

    @Test
    void rawSql_canBeSwitchedOff(@TempDir Path other) {
        try (var off = ServiceClients.start(other, Map.of("RAW_SQL", "false"))) {
            for (var path : new String[] {"/v1/query", "/admin/execute"}) {
                var answer = off.http("POST", path, "{\"sql\": \"SELECT 1\"}");
                assertThat(answer.status()).isBetween(400, 501);
                assertThat(answer.json().get("detail").asText()).startsWith("raw SQL is switched off (RAW_SQL=false)");
            }
            assertThatThrownBy(() -> off.grpc("QueryService.Query", "{\"sql\": \"SELECT 1\"}"))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("switched off");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | sql",
                "{\"sql\": \"\"} | sql: (empty)",
                "{\"sql\": \"DELETE FROM memory_store\"} | begins with SELECT",
                "{\"sql\": \"SELECT 1; DELETE FROM memory_store\"} | another one behind a semicolon",
                "{\"sql\": \"SELECT x\"} | no such column: x",
                "{\"sql\": \"SELECT ?\"} | parameters: 0 values (expected: 1 for this statement)",
                "{\"sql\": \"SELECT ?\", \"parameters\": 1} | parameters: 1 (expected: an array",
                "{\"sql\": \"SELECT ?\", \"parameters\": [[1]]} | parameters[0]",
                "{\"sql\": \"SELECT ?\", \"parameters\": [{\"base64\": \"!\"}]} | parameters[0]",
                "{\"sql\": \"SELECT 1\", \"maxRows\": 0} | maxRows: 0 (expected: 1 to 10000)",
                "{\"sql\": \"SELECT 1\", \"maxBytes\": 10} | maxBytes: 10 (expected: 1024 to 8388608)",
                "{\"sql\": \"SELECT 1\", \"timeoutMillis\": 60000} | timeoutMillis: 60000 (expected: 1 to 30000)",
                "{\"sql\": \"SELECT 1\", \"cursor\": \"x\"} | cursor: x",
            })
    void badRequest_namesWhatIsWrong_andChangesNothing(String body, String expected) {
        var answer = clients.http("POST", "/v1/query", body);
        assertThat(answer.status()).as(answer.json().toString()).isBetween(400, 413);
        assertThat(answer.json().get("detail").asText()).contains(expected);
        assertThat(clients.http("GET", "/v1/namespaces/n/entries/one", "").status())
                .isEqualTo(200);
    }

    @Test
    void parameters_ofMoreThanAMebibyte_areRefused() {
        var body = "{\"sql\": \"SELECT length(?)\", \"parameters\": [\"%s\"]}";
        int most = (1 << 20) - "[\"\"]".length();

        assertThat(clients.http("POST", "/v1/query", body.formatted("x".repeat(most)))
                        .json()
                        .at("/rows/0/0")
                        .asInt())
                .isEqualTo(most);
        var refusal = clients.http("POST", "/v1/query", body.formatted("x".repeat(most + 1)));
        assertThat(refusal.status()).isEqualTo(413);
        assertThat(refusal.json().get("detail").asText())
                .isEqualTo("parameters: 1048577 bytes (expected: at most 1048576 bytes)");
    }
}
