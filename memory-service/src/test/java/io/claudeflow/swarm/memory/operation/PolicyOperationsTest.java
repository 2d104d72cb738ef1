package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies, cleanup and compression from outside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyOperationsTest {
    private static final String POLICIES = """
            policies:
              - {pattern: short/*, ttl: 1s, cleanup: manual}
              - {pattern: long/*, ttl: 2h, compression: {algorithm: gzip, threshold: 100}}
              - {pattern: session/*, ttl: 1h}
            """;

    @TempDir
    private static Path directory;

    private ServiceClients clients;
    private Path file;

    @BeforeAll
    void start() throws IOException {
        file = Files.writeString(directory.resolve("policies.yaml"), POLICIES);
        clients = ServiceClients.start(directory, Map.of("POLICY_FILE", file.toString()));
    }

    @AfterAll
    void stop() {
        clients.close();
    }

    private void put(String key, String body, String... headers) {
        var path = "/v1/namespaces/default/entries/" + key.replace("/", "%2F");
        assertThat(clients.http("PUT", path, body, headers).status()).isEqualTo(201);
    }

    @Test
    void list_find_statistics_answerTheSameOverHttpAndGrpc() {
        var http = clients.http("GET", "/v1/policies", "").json();
        var grpc = clients.grpc("PolicyService.List", "{}");
        assertThat(http.get("policies")).isEqualTo(grpc.get("policies"));
        assertThat(http.get("loadedAt")).isEqualTo(grpc.get("loadedAt"));
        assertThat(http.get("problems")).isEmpty();
        assertThat(http.get("file").asText()).isEqualTo(file.toString());
        assertThat(http.at("/policies/0/pattern").asText()).isEqualTo("long/*");
        assertThat(http.at("/policies/0/compression/algorithm").asText()).isEqualTo("gzip");
        assertThat(http.at("/policies/0/compression/thresholdBytes").asInt()).isEqualTo(100);
        assertThat(http.at("/policies/2/ttlSeconds").asInt()).isEqualTo(1);
        assertThat(http.at("/policies/2/cleanup").asText()).isEqualTo("manual");

        var found = clients.http("GET", "/v1/policies:find?key=long%2Fa", "").json();
        assertThat(found.at("/policy/ttl").asText()).isEqualTo("2h");
        assertThat(found.get("matched").asBoolean()).isTrue();
        var byNamespace = clients.grpc("PolicyService.Find", "{\"namespace\": \"long\", \"key\": \"a\"}");
        assertThat(byNamespace.get("policy")).isEqualTo(found.get("policy"));
        var none = clients.http("GET", "/v1/policies:find?key=other", "").json();
        assertThat(none.get("matched").asBoolean()).isFalse();
        assertThat(none.at("/policy/ttl").asText()).isEqualTo("permanent");

        var statistics =
                clients.http("GET", "/v1/policies:statistics?text=true", "").json();
        assertThat(statistics.get("statistics")).hasSize(4);
        assertThat(statistics.get("text").asText()).contains("short/*: ttl 1s, cleanup manual; ");
        assertThat(clients.grpc("PolicyService.Statistics", "{}").get("statistics"))
                .hasSize(4);
    }

    @Test
    void validate_namesEveryMistakeByItsLine_andChangesNothing() {
        var bad = "{\"text\": \"policies:\\n  - {pattern: a, ttl: soon}\\n  - {ttl: 1h}\\n\"}";
        for (var answer : new JsonNode[] {
            clients.http("POST", "/v1/policies:validate", bad).json(), clients.grpc("PolicyService.Validate", bad)
        }) {
            assertThat(answer.get("valid").asBoolean()).isFalse();
            assertThat(answer.at("/problems/0/line").asInt()).isEqualTo(2);
            assertThat(answer.at("/problems/0/field").asText()).isEqualTo("policies[0].ttl");
            assertThat(answer.at("/problems/1/field").asText()).isEqualTo("policies[1].pattern");
        }
        var good = clients.http("POST", "/v1/policies:validate", "{\"text\": \"policies: [{pattern: a}]\"}");
        assertThat(good.json().get("valid").asBoolean()).isTrue();
        assertThat(good.json().at("/policies/0/pattern").asText()).isEqualTo("a");
        assertThat(clients.http("GET", "/v1/policies", "").json().get("policies"))
                .hasSize(3);
    }

    @Test
    void reload_ofABadFile_reportsItAndKeepsThePolicies(@TempDir Path other) throws IOException {
        var own = Files.writeString(other.resolve("p.yaml"), "policies: [{pattern: a, ttl: 1h}]");
        try (var changing = ServiceClients.start(other, Map.of("POLICY_FILE", own.toString()))) {
            Files.writeString(own, "policies: [{pattern: a, ttl: 2h}]");
            assertThat(changing.http("POST", "/v1/policies:reload", "{}")
                            .json()
                            .at("/policies/0/ttl")
                            .asText())
                    .isEqualTo("2h");
            Files.writeString(own, "policies: [{pattern: a, ttl: x}]");
            var refused = changing.grpc("PolicyService.Reload", "{}");
            assertThat(refused.at("/policies/0/ttl").asText()).isEqualTo("2h");
            assertThat(refused.at("/problems/0/line").asInt()).isEqualTo(1);
            assertThat(changing.http("GET", "/v1/policies", "")
                            .json()
                            .at("/problems/0/value")
                            .asText())
                    .isEqualTo("x");
        }
    }

    @Test
    void ttlOfThePolicy_isTheSameThroughEveryEdge() {
        put("long/http", "{\"value\": 1}");
        var batch = "{\"operations\": [{\"op\": \"put\", \"key\": \"long/batch\", \"value\": 1}]}";
        assertThat(clients.http("POST", "/v1/batch", batch).status()).isEqualTo(200);
        var steps = "{\"steps\": [{\"operation\": \"EntryService.Put\", \"arguments\":"
                + " {\"key\": \"long/step\", \"value\": 1}}]}";
        clients.grpc("TransactionService.Execute", steps);
        assertThat(clients.cli("store", "long/cli", "1").code()).isZero();
        var merge = clients.http("POST", "/v1/merges", "{\"key\": \"long/merge\", \"value\": 1}");
        assertThat(merge.status()).isEqualTo(200);
        for (var key : new String[] {"http", "batch", "step", "cli", "merge"}) {
            var entry = clients.http("GET", "/v1/namespaces/default/entries/long%2F" + key, "")
                    .json();
            var seconds = Duration.between(
                            Instant.parse(entry.get("updatedAt").asText()),
                            Instant.parse(entry.get("expiresAt").asText()))
                    .toSeconds();
            assertThat(seconds).as(key).isEqualTo(7200);
        }
    }

    @Test
    void cleanup_ofASession_overHttpGrpcAndTheCommandLine() {
        put("session/one/a", "{\"value\": 1}");
        put("session/two/a", "{\"value\": 1}");
        put("session/three/a", "{\"value\": 1}");
        put("session/three/a", "{\"value\": 1}", "Swarm-Id", "other");
        var request = "{\"session\": \"one\", \"force\": true, \"dryRun\": %s, \"text\": true}";
        var dry = clients.http("POST", "/admin/retention:cleanup", request.formatted("true"));
        assertThat(dry.json().get("deleted").asInt()).isEqualTo(1);
        assertThat(dry.json().get("text").asText()).startsWith("would delete 1 entries");
        var done = clients.http("POST", "/admin/retention:cleanup", request.formatted("false"))
                .json();
        assertThat(done.get("deleted").asInt()).isEqualTo(1);
        assertThat(done.at("/policies/0/pattern").asText()).isEqualTo("session/*");
        assertThat(clients.http("GET", "/v1/namespaces/default/entries/session%2Fone%2Fa", "")
                        .status())
                .isEqualTo(404);
        assertThat(clients.grpc("RetentionService.Cleanup", "{\"session\": \"two\"}")
                        .get("deleted")
                        .asInt())
                .as("nothing has expired")
                .isZero();
        var cli = clients.cli("retention", "cleanup", "--session", "three", "--force", "--output", "json");
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out()).contains("\"deleted\":1");
        assertThat(clients.http("GET", "/v1/namespaces/default/entries/session%2Fthree%2Fa", "", "Swarm-Id", "other")
                        .status())
                .isEqualTo(200);
        assertThat(clients.cli("retention", "cleanup").out()).contains("entriesBefore");
    }

    @Test
    void cleanup_respectsStrategies_unlessForced() {
        put("short/a", "{\"value\": 1}", "Swarm-Id", "strategies");
        Awaitility.await()
                .until(() ->
                        clients.http("GET", "/v1/namespaces/default/entries/short%2Fa", "", "Swarm-Id", "strategies")
                                        .status()
                                == 404);
        var left = clients.http("POST", "/admin/retention:cleanup", "{}", "Swarm-Id", "strategies");
        assertThat(left.json().get("deleted").asInt()).isZero();
        assertThat(left.json().get("left").asInt()).isEqualTo(1);
        var forced = clients.grpc("RetentionService.Cleanup", "{\"force\": true}", "swarm-id", "strategies");
        assertThat(forced.get("deleted").asInt()).isEqualTo(1);
    }

    @Test
    void compress_inTheForegroundAndInTheBackground() {
        var text = "\"" + "hello ".repeat(300) + "\"";
        put("plain", "{\"value\": " + text + "}", "Swarm-Id", "compress");
        var nothing = clients.http("POST", "/admin/compression", "{\"dryRun\": true}", "Swarm-Id", "compress")
                .json();
        assertThat(nothing.at("/report/examined").asInt()).isEqualTo(1);
        assertThat(nothing.at("/report/rewritten").asInt()).isZero();
        assertThat(clients.grpc("RetentionService.Compress", "{\"text\": true}", "swarm-id", "compress")
                        .at("/report/text")
                        .asText())
                .startsWith("examined 1 entries");
        clients.http("POST", "/admin/compression", "{\"background\": true, \"allSwarms\": true}");
        Awaitility.await()
                .until(() -> !clients.http("GET", "/admin/compression", "")
                        .json()
                        .get("running")
                        .asBoolean());
        assertThat(clients.grpc("RetentionService.CompressProgress", "{}")
                        .at("/report/examined")
                        .asInt())
                .isPositive();
        assertThat(clients.cli("retention", "compress", "--dry-run").out()).contains("examined");
    }

    @Test
    void policies_onTheCommandLine_areForPeopleAndPrograms(@TempDir Path alone) {
        assertThat(clients.cli("policy", "list").out()).contains("long/*").contains("2h");
        assertThat(clients.cli("policy", "find", "--key", "short/a", "--output", "json")
                        .out())
                .contains("\"pattern\":\"short/*\"");
        var database = alone.resolve("m.db");
        assertThat(ServiceClients.cliOnFile(database, "init").code()).isZero();
        assertThat(ServiceClients.cliOnFile(database, "policy", "list").out()).contains("knowledge/*");
        assertThat(ServiceClients.cliOnFile(database, "retention", "cleanup", "--force")
                        .out())
                .contains("deleted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST | /admin/retention:cleanup | {\"session\": \"\"} | session: (empty)",
                "POST | /admin/retention:cleanup | {\"session\": \"a\", \"allSwarms\": true} | none with allSwarms",
                "POST | /admin/retention:cleanup | {\"expiredBefore\": \"yesterday\"} | expiredBefore: yesterday",
                "POST | /admin/retention:cleanup | {\"force\": 1} | force: 1",
                "POST | /admin/compression | {\"namespace\": \"a\", \"allSwarms\": true} | none with allSwarms",
                "GET | /v1/policies:find | | key",
                "GET | /v1/policies:find?key= | | key: (empty)",
                "POST | /v1/policies:validate | {} | text",
                "POST | /v1/policies:validate | {\"text\": 3} | text: 3 (expected: a string)",
            })
    void badRequest_namesWhatIsWrong(String method, String path, String body, String expected) {
        var answer = clients.http(method, path, body == null ? "" : body);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(400);
        assertThat(answer.json().get("detail").asText()).contains(expected);
    }
}
