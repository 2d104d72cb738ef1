package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.claudeflow.swarm.memory.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Export, import, archives and clean-up through every edge of a running service. */
class TransferOperationsTest {
    @TempDir
    private Path directory;

    private ServiceClients clients;

    @BeforeEach
    void start() {
        clients = ServiceClients.start(directory, Map.of());
    }

    @AfterEach
    void stop() {
        clients.close();
    }

    private void put(String namespace, String key, String envelope, String... headers) {
        assertThat(clients.http("PUT", "/v1/namespaces/" + namespace + "/entries/" + key, envelope, headers)
                        .status())
                .isBetween(200, 201);
    }

    private String value(String namespace, String key, String... headers) {
        var answer = clients.http("GET", "/v1/namespaces/" + namespace + "/entries/" + key, "", headers);
        return answer.status() == 404 ? "absent" : answer.json().get("value").toString();
    }

    private JsonNode post(String path, String body, String... headers) {
        var answer = clients.http("POST", path, body, headers);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json();
    }

    private List<String> export(String query, String... headers) {
        var answer = clients.http("GET", "/admin/export" + query, "", headers);
        assertThat(answer.status()).isEqualTo(200);
        return answer.response().body().lines().toList();
    }

    private static String text(List<String> lines) {
        var json = new JsonWriter();
        return json.string(String.join("\n", lines)).toString();
    }

    @Test
    void overHttp_anExportIsImportedElsewhere() {
        put("a", "k1", "{\"value\": {\"x\": [1,\n2]}, \"tags\": [\"t\"], \"metadata\": {\"m\":1}}");
        put("a", "k2", "{\"value\": \"AAEC\", \"encoding\": \"bytes\", \"ttlSeconds\": 3600}");
        put("b", "k3", "{\"value\": null}");
        put("a", "k1", "{\"value\": \"other swarm\"}", "Swarm-Id", "elsewhere");

        var one = export("?namespace=a");
        assertThat(one).hasSize(4);
        assertThat(one.getFirst()).contains("\"swarm\":\"test\",\"namespace\":\"a\",\"entries\":2");
        assertThat(one.getLast()).isEqualTo("{\"end\":true,\"entries\":2}");
        var all = export("");
        assertThat(all).hasSize(5);

        var result = post("/admin/import", "{\"lines\":" + text(all) + "}", "Swarm-Id", "third");
        assertThat(result.get("imported").asInt()).isEqualTo(3);
        assertThat(result.get("complete").asBoolean()).isTrue();
        assertThat(value("a", "k1", "Swarm-Id", "third")).isEqualTo("{\"x\":[1,2]}");
        assertThat(value("b", "k3", "Swarm-Id", "third")).isEqualTo("null");
        assertThat(value("a", "k1", "Swarm-Id", "elsewhere")).isEqualTo("\"other swarm\"");

        put("a", "k1", "{\"value\": \"changed\"}", "Swarm-Id", "third");
        var again = "{\"lines\":" + text(all) + ", \"onConflict\": \"%s\", \"dryRun\": %s}";
        assertThat(post("/admin/import", again.formatted("overwrite", true), "Swarm-Id", "third")
                        .get("imported")
                        .asInt())
                .isEqualTo(1);
        assertThat(value("a", "k1", "Swarm-Id", "third")).isEqualTo("\"changed\"");
        assertThat(post("/admin/import", again.formatted("newer", false), "Swarm-Id", "third")
                        .get("skipped")
                        .asInt())
                .isEqualTo(1);
        assertThat(post("/admin/import", again.formatted("overwrite", false), "Swarm-Id", "third")
                        .get("unchanged")
                        .asInt())
                .isEqualTo(2);
        assertThat(value("a", "k1", "Swarm-Id", "third")).isEqualTo("{\"x\":[1,2]}");
        assertThat(post("/admin/import", "{\"lines\":" + text(one) + ", \"namespace\": \"moved\"}")
                        .get("imported")
                        .asInt())
                .isEqualTo(2);
        assertThat(value("moved", "k2")).isEqualTo("\"AAEC\"");
    }

    @Test
    void overGrpc_theSameLinesCome() {
        put("a", "k1", "{\"value\": 1e400}");
        var lines = new ArrayList<JsonNode>();
        clients.grpcStream("TransferService.Export", "{\"namespace\":\"a\"}").forEachRemaining(lines::add);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1).get("key").asText()).isEqualTo("k1");
        var text = text(export("?namespace=a"));
        var result = clients.grpc(
                "TransferService.Import", "{\"lines\":" + text + ",\"namespace\":\"b\"}", "swarm-id", "other");
        assertThat(result.get("imported").asInt()).isEqualTo(1);
        assertThat(clients.grpcStream("TransferService.Export", "{}", "swarm-id", "nobody"))
                .toIterable()
                .hasSize(2);
    }

    @Test
    void onTheCommandLine_aLargeExportGoesInPieces(@TempDir Path here) throws IOException {
        var operations = new ArrayList<String>();
        for (int i = 0; i < 30; i++) {
            operations.add("{\"op\":\"put\",\"namespace\":\"a\",\"key\":\"k" + i + "\",\"value\":\""
                    + "x".repeat(100_000) + "\"}");
        }
        post("/v1/batch", "{\"operations\":[" + String.join(",", operations) + "]}");
        var file = here.resolve("a.jsonl");
        var exported = clients.cli("export", file.toString(), "--namespace", "a");
        assertThat(exported.err()).contains("30 entries");
        assertThat(exported.code()).isZero();
        assertThat(clients.cli("export", "-n", "a").out().lines()).hasSize(32);

        var imported = clients.cli("import", file.toString(), "-n", "copy");
        assertThat(imported.out()).isEqualTo("30 entries, 30 imported, 0 unchanged, 0 skipped, 0 expired, 0 failed\n");
        assertThat(imported.code()).isZero();
        assertThat(clients.cli("import", file.toString(), "-n", "copy", "--output", "json")
                        .out())
                .contains("\"unchanged\":30", "\"complete\":true");

        var lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(20, "broken");
        Files.write(file, lines.subList(0, 25));
        var damaged = clients.cli("import", file.toString(), "-n", "third", "--dry-run");
        assertThat(damaged.code()).isEqualTo(1);
        assertThat(damaged.out()).contains("Dry run", "24 entries, 23 imported", "line 21: ", "cut off");
        assertThat(clients.cli("import", here.resolve("none").toString()).code())
                .isEqualTo(3);
        assertThat(ServiceClients.cliOnFile(here.resolve("x.db"), "init").code())
                .isZero();
        Files.write(file, lines);
        assertThat(ServiceClients.cliOnFile(here.resolve("x.db"), "import", file.toString())
                        .out())
                .contains("29 imported");
    }

    @Test
    void archives_overHttpGrpcAndCommandLine() {
        put("a", "logs-1", "{\"value\": 1}");
        put("a", "logs-2", "{\"value\": 2}");
        put("a", "keep", "{\"value\": 3}");
        put("a", "logs-1", "{\"value\": 4}", "Swarm-Id", "other");
        var dry = post("/admin/archives", "{\"namespace\":\"a\",\"pattern\":\"logs-*\",\"dryRun\":true}");
        assertThat(dry.get("selected").asInt()).isEqualTo(2);
        assertThat(dry.get("name").isNull()).isTrue();
        var made = post("/admin/archives", "{\"namespace\":\"a\",\"pattern\":\"logs-*\",\"olderThanSeconds\":0}");
        assertThat(made.get("deleted").asInt()).isEqualTo(2);
        var name = made.get("name").asText();
        assertThat(value("a", "logs-1")).isEqualTo("absent");
        assertThat(value("a", "logs-1", "Swarm-Id", "other")).isEqualTo("4");

        assertThat(clients.grpc("ArchiveService.List", "{}").get("archives")).hasSize(1);
        assertThat(clients.grpc("ArchiveService.List", "{}", "swarm-id", "other")
                        .path("archives"))
                .isEmpty();
        assertThat(clients.http("POST", "/admin/archives/" + name + "/restore", "{}", "Swarm-Id", "other")
                        .status())
                .isEqualTo(404);
        assertThat(clients.grpc("ArchiveService.Restore", "{\"name\":\"" + name + "\"}")
                        .get("imported")
                        .asInt())
                .isEqualTo(2);
        assertThat(value("a", "logs-2")).isEqualTo("2");

        assertThat(clients.cli("archive", "list").out()).contains(name);
        assertThat(clients.cli("archive", "restore", name).out()).contains("unchanged");
        assertThat(clients.cli("archive", "create", "--pattern", "nothing-*").code())
                .isZero();
        assertThat(clients.cli("archive", "delete", name).code()).isZero();
        assertThat(clients.http("DELETE", "/admin/archives/" + name, "").status())
                .isEqualTo(404);
        assertThat(clients.grpc("ArchiveService.Create", "{\"unreadForSeconds\":1000}")
                        .get("selected")
                        .asInt())
                .isZero();
    }

    @Test
    void cleanup_overHttpGrpcAndCommandLine() {
        put("a", "k1", "{\"value\": 1, \"expiresAt\": \"2020-01-01T00:00:00Z\"}");
        put("a", "k2", "{\"value\": 1, \"expiresAt\": \"2021-01-01T00:00:00Z\"}");
        put("b", "k3", "{\"value\": 1, \"expiresAt\": \"2021-01-01T00:00:00Z\"}");
        put("b", "k4", "{\"value\": 1, \"ttlSeconds\": 1}");
        put("a", "k1", "{\"value\": 1, \"expiresAt\": \"2020-01-01T00:00:00Z\"}", "Swarm-Id", "other");
        assertThat(value("a", "k1")).isEqualTo("absent");
        assertThat(post("/admin/cleanup", "{\"expiredBefore\":\"2020-06-01T00:00:00Z\"}")
                        .get("deleted")
                        .asInt())
                .isEqualTo(1);
        assertThat(clients.grpc("CleanupService.Expired", "{\"namespace\":\"a\"}")
                        .get("deleted")
                        .asInt())
                .isEqualTo(1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> value("b", "k4").equals("absent"));
        assertThat(clients.cli("cleanup", "expired", "--expired-before", "2099-01-01T00:00:00Z")
                        .out())
                .contains("2");
        assertThat(post("/admin/cleanup", "{}", "Swarm-Id", "other")
                        .get("deleted")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void put_withTtlAndExpiry_isRefused() {
        var answer = clients.http(
                "PUT",
                "/v1/namespaces/a/entries/k",
                "{\"value\": 1, \"ttlSeconds\": 5, \"expiresAt\": \"2099-01-01T00:00:00Z\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").asText()).contains("only one of ttlSeconds and expiresAt");
        assertThat(value("a", "k")).isEqualTo("absent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/admin/import | {} | 400 | lines: (absent)",
                "/admin/import | {\"lines\":\"\"} | 400 | header: (absent)",
                "/admin/import | {\"lines\":\"x\"} | 400 | header",
                "/admin/import | {\"lines\":\"x\",\"onConflict\":\"merge\"} | 400 | onConflict: ",
                "/admin/import | {\"lines\":\"x\",\"maxErrors\":-1} | 400 | maxErrors: -1",
                "/admin/import | {\"lines\":\"x\",\"namespace\":\"\"} | 400 | namespace: (empty)",
                "/admin/archives | {} | 400 | selection: (empty)",
                "/admin/archives | {\"namespace\":\"a\"} | 400 | selection: (empty)",
                "/admin/archives | {\"olderThanSeconds\":-1} | 400 | olderThanSeconds: -1",
                "/admin/archives | {\"unreadForSeconds\":999999999999} | 400 | unreadForSeconds: ",
                "/admin/archives/none.jsonl.zst/restore | {} | 404 | name: none",
                "/admin/archives/..%2Fmemory.db/restore | {} | 400 | name: ../memory.db",
                "/admin/cleanup | {\"expiredBefore\":\"yesterday\"} | 400 | expiredBefore: yesterday",
                "/admin/cleanup | {\"namespace\":\"\"} | 400 | namespace: (empty)",
            })
    void badRequest_namesWhatIsWrongAndChangesNothing(String path, String body, int status, String expected) {
        put("a", "k", "{\"value\": 1}");
        var answer = clients.http("POST", path, body);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
        assertThat(answer.json().get("detail").asText()).contains(expected);
        assertThat(value("a", "k")).isEqualTo("1");
    }
}
