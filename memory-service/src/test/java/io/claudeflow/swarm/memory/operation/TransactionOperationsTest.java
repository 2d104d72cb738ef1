package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
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
class TransactionOperationsTest {
    private static final String TWO_PUTS = """
            {"steps": [
              {"operation": "EntryService.Put", "arguments": {"key": "%s-a", "value": 1}},
              {"operation": "EntryService.Put", "arguments": {"key": "%s-b", "value": "two", "ifNoneMatch": "*"}}]}
            """;

    private ServiceClients clients;

    @BeforeAll
    void start(@TempDir Path directory) {
        clients = ServiceClients.start(directory, Map.of());
    }

    @AfterAll
    void stop() {
        clients.close();
    }

    private int status(String key) {
        return clients.http("GET", "/v1/namespaces/default/entries/" + key, "").status();
    }

    @Test
    void execute_overHttp_writesAllUnderOneRevision() {
        var answer = clients.http("POST", "/v1/transactions", TWO_PUTS.formatted("h", "h"));
        assertThat(answer.status()).isEqualTo(200);
        var results = answer.json().get("results");
        assertThat(results.get(0).at("/answer/revision"))
                .isEqualTo(results.get(1).at("/answer/revision"));
        assertThat(status("h-a")).isEqualTo(200);
        assertThat(status("h-b")).isEqualTo(200);
    }

    @Test
    void execute_failingStep_changesNothingAndNamesTheStep() {
        clients.http("PUT", "/v1/namespaces/default/entries/f-b", "{\"value\": 0}");
        var answer = clients.http("POST", "/v1/transactions", TWO_PUTS.formatted("f", "f"));
        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.json().get("detail").asText()).startsWith("steps[1].arguments");
        assertThat(status("f-a")).isEqualTo(404);
    }

    @Test
    void execute_overGrpc_answersTheSameAndFailsTheSame() {
        var answer = clients.grpc("TransactionService.Execute", TWO_PUTS.formatted("g", "g"));
        assertThat(answer.at("/results/1/answer/created").asBoolean()).isTrue();
        assertThatThrownBy(() -> clients.grpc("TransactionService.Execute", TWO_PUTS.formatted("g", "g")))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("FAILED_PRECONDITION")
                .hasMessageContaining("steps[1]");
    }

    @Test
    void execute_onTheCommandLine_isForPeopleAndPrograms() {
        var steps = "[{\"operation\": \"EntryService.Put\", \"arguments\": {\"key\": \"cli\", \"value\": [1e400]}}]";
        var json = clients.cli("transaction", "execute", "--steps", steps, "--output", "json");
        assertThat(json.err()).isEmpty();
        assertThat(json.out()).startsWith("{\"results\":");
        assertThat(clients.cli("transaction", "execute", "--steps", steps).out())
                .contains("EntryService.Put");
        assertThat(clients.cli("retrieve", "cli").out()).contains("1e400");
        assertThat(clients.cli("transaction", "execute", "--steps", "[{\"operation\": 1}]")
                        .err())
                .contains("steps[0].operation: 1 (expected: a string)");
    }

    @Test
    void execute_onAFile_worksWithoutAService(@TempDir Path directory) throws IOException {
        var database = directory.resolve("alone.db");
        assertThat(ServiceClients.cliOnFile(database, "init").code()).isZero();
        var steps = directory.resolve("steps.json");
        Files.writeString(
                steps, "[{\"operation\": \"EntryService.Put\", \"arguments\": {\"key\": \"k\", \"value\": 1}}]");
        var printed = ServiceClients.cliOnFile(database, "transaction", "execute", "--steps", "@" + steps);
        assertThat(printed.err()).isEmpty();
        assertThat(ServiceClients.cliOnFile(database, "retrieve", "k").out()).contains("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | steps",
                "{\"steps\": []} | 1 to 1000 steps",
                "{\"steps\": [], \"more\": 1} | more: (unknown member)",
                "{\"steps\": {}} | steps",
                "{\"steps\": [{\"operation\": \"X.Y\", \"arguments\": {}}]} | steps[0].operation: X.Y",
                "{\"steps\": [{\"operation\": \"EntryService.List\", \"arguments\": {}}]} | put, get or delete",
                "{\"steps\": [{\"operation\": \"EntryService.Put\", \"arguments\": {\"key\": \"k\"}}]} | value",
                "{\"steps\": [{\"operation\": \"EntryService.Put\", \"arguments\": 3}]} | steps[0].arguments",
                "{\"steps\": [{\"arguments\": {}}]} | steps[0].operation",
            })
    void execute_badRequest_namesWhatIsWrong(String body, String expected) {
        var answer = clients.http("POST", "/v1/transactions", body);
        assertThat(answer.status()).as(answer.json().toString()).isBetween(400, 413);
        assertThat(answer.json().get("detail").asText()).contains(expected);
    }

    @Test
    void path_withWrongMethod_namesTheRightOnes() {
        var answer = clients.http("DELETE", "/v1/transactions", "");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.response().headers().firstValue("Allow")).contains("POST");
    }
}
