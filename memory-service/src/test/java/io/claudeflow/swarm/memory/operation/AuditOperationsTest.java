package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditOperationsTest extends OperationsTest {
    private void put(String swarm, String key, String value) {
        store("/v1/namespaces/n/entries/" + key, "{'value': '" + value + "'}", "Swarm-Id", swarm);
    }

    private static String words(int count, String last) {
        return IntStream.range(0, count).mapToObj(i -> "word" + i).collect(Collectors.joining(" ")) + " " + last;
    }

    @Test
    void run_findsWhatThereIsInTheSwarmAndShowsNoSecret() {
        var swarm = "audited";
        put(swarm, "a", words(60, "end"));
        put(swarm, "b", words(60, "end"));
        put(swarm, "c", words(60, "different"));
        put(swarm, "d", "api_key=" + "abcdef987654");
        put("elsewhere", "e", words(60, "end"));
        var report = http("POST", "/admin/audit", "{'unreadForSeconds': 0, 'similarity': 0.8}", "Swarm-Id", swarm);
        assertThat(report.get("entries").asLong()).isEqualTo(4);
        assertThat(report.get("complete").asBoolean()).isTrue();
        assertThat(report.get("duplicateGroups").asLong()).isEqualTo(1);
        assertThat(report.get("nearDuplicates").asLong()).isPositive();
        assertThat(report.get("neverRead").asLong()).isEqualTo(4);
        assertThat(report.get("secretEntries").asLong()).isEqualTo(1);
        assertThat(report.at("/secrets/0/kind").asText()).isEqualTo("assignment");
        assertThat(get("/v1/audit", "Swarm-Id", swarm)).isEqualTo(report);
        var duplicate = get("/v1/audit/findings?kind=duplicate", "Swarm-Id", swarm);
        assertThat(each(duplicate.at("/findings/0/keys"), "key")).containsExactly("a", "b");
        assertThat(duplicate.at("/findings/0/sha256").asText()).hasSize(64);
        assertThat(get("/v1/audit/findings?kind=near_duplicate", "Swarm-Id", swarm)
                        .at("/findings/0/similarity")
                        .asDouble())
                .isBetween(0.8, 1.0);
        var secrets = get("/v1/audit/findings?kind=secret", "Swarm-Id", swarm);
        assertThat(secrets.at("/findings/0/position").asInt()).isEqualTo(9);
        assertThat(secrets.toString()).doesNotContain("abcdef");
        var unread = get("/v1/audit/findings?kind=never_read&limit=3", "Swarm-Id", swarm);
        assertThat(unread.get("findings")).hasSize(3);
        var rest = grpc(
                "AuditService.ListFindings",
                "{'kind': 'never_read', 'limit': 3, 'cursor': '"
                        + unread.get("nextCursor").asText() + "'}",
                "swarm-id",
                swarm);
        assertThat(rest.get("findings")).hasSize(1);
        assertThat(get("/v1/audit/findings?kind=damaged", "Swarm-Id", swarm).get("findings"))
                .isEmpty();
        assertThat(grpc("AuditService.Run", "{}", "swarm-id", "elsewhere")
                        .get("entries")
                        .asLong())
                .isEqualTo(1);
        assertThat(grpc("AuditService.GetReport", "{}", "swarm-id", swarm)
                        .get("entries")
                        .asLong())
                .isEqualTo(4);
    }

    @Test
    void commands_runAnAudit(@TempDir Path directory) {
        put("test", "cli-a", words(60, "end"));
        assertThat(cli("audit", "run")).contains("duplicateGroups", "neverRead");
        assertThat(cli("audit", "list-findings", "--kind", "never_read")).isNotNull();
        var database = directory.resolve("alone.db");
        assertThat(ServiceClients.cliOnFile(database, "init").code()).isZero();
        assertThat(ServiceClients.cliOnFile(database, "audit", "run", "--output", "json")
                        .out())
                .contains("\"entries\":0");
    }

    @Test
    void findings_beforeAnAudit_areNotFound() {
        var answer = clients().http("GET", "/v1/audit", "", "Swarm-Id", "never");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("detail").asText()).contains("no audit of swarm never");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'maxEntries': 0}|maxEntries: 0 (expected: 1 to 500000)",
                "{'similarity': 0.1}|similarity: 0.1 (expected: 0.5 to 1)",
                "{'unreadForSeconds': -1}|unreadForSeconds: -1 (expected: 0 seconds or more)",
                "{'everything': true}|everything: "
            })
    void badRequests_nameFieldValueAndExpectation(String body, String words) {
        refused(400, words, "POST", "/admin/audit", body);
    }
}
