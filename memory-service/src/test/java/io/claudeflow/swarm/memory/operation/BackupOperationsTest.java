package io.claudeflow.swarm.memory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Backups and restores through every edge of a running service. */
class BackupOperationsTest {
    @TempDir
    private Path directory;

    private ServiceClients clients;

    @BeforeEach
    void start() {
        clients = ServiceClients.start(directory, Map.of());
        put("old");
    }

    @AfterEach
    void stop() {
        clients.close();
    }

    private void put(String value) {
        assertThat(clients.http("PUT", "/v1/namespaces/n/entries/k", "{\"value\":\"" + value + "\"}")
                        .status())
                .isBetween(200, 201);
    }

    private String value() {
        return clients.http("GET", "/v1/namespaces/n/entries/k", "")
                .json()
                .path("value")
                .asText();
    }

    private JsonNode post(String path, String body) {
        var answer = clients.http("POST", path, body);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json();
    }

    private long epoch() {
        return clients.http("GET", "/v1/stats", "").json().get("epoch").asLong();
    }

    @Test
    void overHttp_aBackupIsTakenListedVerifiedAndRemoved() {
        var backup = post("/admin/backups", "{\"name\":\"a.db\"}");
        assertThat(backup.get("verified").asBoolean()).isTrue();
        assertThat(backup.get("revision").asText()).isEqualTo("1-1");
        assertThat(backup.get("swarms").get(0).asText()).isEqualTo("test");
        assertThat(backup.get("tables").findValuesAsText("table")).contains("memory_store");
        var named = post("/admin/backups", "{}").get("name").asText();
        assertThat(named).startsWith("backup-").endsWith(".db");
        assertThat(clients.http("GET", "/admin/backups", "").json().get("backups"))
                .hasSize(2);
        assertThat(post("/admin/backups/a.db/verify", "{}").get("ok").asBoolean())
                .isTrue();
        assertThat(clients.http("DELETE", "/admin/backups/" + named, "").status())
                .as("the newest verified one")
                .isEqualTo(409);
        assertThat(post("/admin/backups:prune", "{\"keep\":1}")
                        .get("names")
                        .get(0)
                        .asText())
                .isEqualTo("a.db");
        assertThat(clients.http("DELETE", "/admin/backups/" + named + "?force=true", "")
                        .status())
                .isEqualTo(200);
        assertThat(clients.http("GET", "/admin/backups/" + named, "").status()).isEqualTo(404);
    }

    @Test
    void overGrpc_theSameIsAnswered() throws Exception {
        var backup = clients.grpc("BackupService.Create", "{\"name\":\"a.db\"}");
        assertThat(backup.get("sha256").asText()).hasSize(64);
        assertThat(clients.grpc("BackupService.List", "{}").get("backups")).hasSize(1);
        assertThat(clients.grpc("BackupService.Get", "{\"name\":\"a.db\"}")).isEqualTo(backup);
        assertThat(clients.grpc("BackupService.Verify", "{\"name\":\"a.db\"}")
                        .get("ok")
                        .asBoolean())
                .isTrue();
        assertThat(clients.grpc("BackupService.Prune", "{}").path("names")).isEmpty();
        var bytes = new ByteArrayOutputStream();
        Iterable<JsonNode> chunks =
                () -> clients.grpcStream("BackupService.Download", "{\"name\":\"a.db\",\"offset\":10}");
        StreamSupport.stream(chunks.spliterator(), false)
                .forEach(chunk -> bytes.writeBytes(
                        Base64.getDecoder().decode(chunk.get("content").asText())));
        var file = Files.readAllBytes(directory.resolve("backups/a.db"));
        assertThat(bytes.toByteArray()).isEqualTo(Arrays.copyOfRange(file, 10, file.length));
        assertThatThrownBy(() -> clients.grpc("BackupService.Delete", "{\"name\":\"a.db\"}"))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("newest verified");
        clients.grpc("BackupService.Delete", "{\"name\":\"a.db\",\"force\":true}");
        assertThat(directory.resolve("backups")).isEmptyDirectory();
    }

    @Test
    void download_overHttp_isTheFileItself() throws Exception {
        post("/admin/backups", "{\"name\":\"a.db\"}");
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(clients.service().url() + "/admin/backups/a.db/content"))
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
            assertThat(answer.body()).isEqualTo(Files.readAllBytes(directory.resolve("backups/a.db")));
        }
        assertThat(clients.http("GET", "/admin/backups/b.db/content", "").status())
                .isEqualTo(404);
    }

    @Test
    void restore_overHttp_startsTheServiceAnewWithTheBackup() {
        post("/admin/backups", "{\"name\":\"a.db\"}");
        put("new");
        assertThat(value()).isEqualTo("new");
        int port = clients.service().httpPort();

        var answer = post("/admin/backups/a.db/restore", "{}");

        assertThat(answer.get("restarting").asBoolean()).isTrue();
        assertThat(answer.get("replaces").asText()).isEqualTo("1-2");
        awaitValue("old");
        assertThat(clients.service().httpPort()).isEqualTo(port);
        assertThat(epoch()).isGreaterThan(1);
        put("newest");
        assertThat(value()).isEqualTo("newest");
        assertThat(MemoryEngine.announcedUrl(directory.resolve("memory.db")))
                .hasValue(clients.service().url());
        assertThat(directory).isDirectoryContaining("glob:**/memory.db.replaced-*");
    }

    private void awaitValue(String expected) {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> value().equals(expected));
    }

    @Test
    void restore_ofADamagedBackup_changesNothing() throws Exception {
        post("/admin/backups", "{\"name\":\"a.db\"}");
        put("new");
        var file = directory.resolve("backups/a.db");
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
        var answer = clients.http("POST", "/admin/backups/a.db/restore", "{}");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.json().get("detail").asText()).contains("was not restored", "SHA-256");
        assertThat(value()).isEqualTo("new");
        assertThat(epoch()).isEqualTo(1);
        assertThat(post("/admin/backups/a.db/verify", "{}").get("ok").asBoolean())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST | /admin/backups | {\"name\":\"../x.db\"} | 400 | name: ../x.db",
                "POST | /admin/backups | {\"name\":\"/etc/x.db\"} | 400 | name: /etc/x.db",
                "POST | /admin/backups | {\"name\":1} | 400 | name: 1",
                "POST | /admin/backups | {\"nam\":\"x\"} | 400 | nam: (unknown member)",
                "POST | /admin/backups:prune | {\"keep\":0} | 400 | keep: 0",
                "GET | /admin/backups/..%2F..%2Fmemory.db/content | `` | 400 | name: ../../memory.db",
                "POST | /admin/backups/none.db/verify | {} | 404 | name: none.db",
                "POST | /admin/backups/none.db/restore | {} | 404 | name: none.db",
                "DELETE | /admin/backups/none.db | `` | 404 | name: none.db",
            })
    void badRequest_namesWhatIsWrong(String method, String path, String body, int status, String expected) {
        var answer = clients.http(method, path, body == null ? "" : body);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
        assertThat(answer.json().get("detail").asText()).contains(expected);
        assertThat(directory.resolve("backups/x.db")).doesNotExist();
    }

    @Test
    void onTheCommandLine_backupAndRestoreAreForPeople() {
        assertThat(clients.cli("backup", "a.db").out()).startsWith("a.db: ").contains("revision 1-1, verified");
        assertThat(clients.cli("backups", "list").out()).contains("a.db");
        put("new");
        var restored = clients.cli("restore", "a.db");
        assertThat(restored.err()).isEmpty();
        assertThat(restored.out()).startsWith("restored a.db at revision ");
        assertThat(value()).isEqualTo("old");
        assertThat(clients.cli("restore", "../memory.db").code()).isEqualTo(2);
        assertThat(clients.cli("restore", "none.db").code()).isEqualTo(3);
    }

    @Test
    void onTheCommandLine_aBackupIsBroughtHereAndChecked(@TempDir Path here) {
        var file = here.resolve("x.db");
        var printed = clients.cli("backup", "--to", file.toString());
        assertThat(printed.err()).isEmpty();
        assertThat(printed.out()).contains(file.toString(), "verified");
        assertThat(MemoryEngine.verifyBackup(file).problems()).isEmpty();
        assertThat(here).isDirectoryContaining("glob:**/x.db.manifest.json").isDirectoryNotContaining("glob:**/.*");
        assertThat(directory.resolve("backups")).isEmptyDirectory();
        assertThat(clients.cli("backup", "--to", file.toString()).code()).isEqualTo(4);
        assertThat(clients.cli(
                                "backup",
                                "b.db",
                                "--keep",
                                "--to",
                                here.resolve("y.db").toString())
                        .code())
                .isZero();
        assertThat(directory.resolve("backups/b.db")).exists();
    }

    @Test
    void onAFile_backupAndRestoreNeedNoService(@TempDir Path here) throws Exception {
        var database = here.resolve("alone.db");
        assertThat(ServiceClients.cliOnFile(database, "init").code()).isZero();
        ServiceClients.cliOnFile(database, "store", "k", "1");
        assertThat(ServiceClients.cliOnFile(database, "backup", "a.db").code()).isZero();
        ServiceClients.cliOnFile(database, "store", "k", "2");
        var restored = ServiceClients.cliOnFile(database, "restore", "a.db");
        assertThat(restored.out()).as(restored.err()).contains("restored ", "is kept as ");
        assertThat(ServiceClients.cliOnFile(database, "retrieve", "k").out()).isEqualTo("1\n");
        ServiceClients.cliOnFile(database, "store", "k", "3");
        Files.copy(
                here.resolve("backups/a.db"),
                Files.createDirectories(here.resolve("restore")).resolve("c.db"));
        assertThat(ServiceClients.cliOnFile(database, "init").out())
                .contains("integrity ok", "restored " + here.resolve("restore/c.db"), "is kept as ");
        assertThat(ServiceClients.cliOnFile(database, "retrieve", "k").out()).isEqualTo("1\n");
    }
}
