package io.claudeflow.swarm.memory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.claudeflow.swarm.memory.operation.ServiceClients;
import io.claudeflow.swarm.memory.operation.ServiceClients.Printed;
import io.claudeflow.swarm.memory.testing.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Jobs with an object storage as the place of backups: a real S3 server. */
class ObjectStorageJobsTest {
    private static final String PREFIX = "ns/store/";

    @TempDir
    private static Path home;

    private static S3Server server;

    @TempDir
    private Path data;

    @TempDir
    private Path staging;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(home);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private Path log() {
        return staging.resolve("termination-log");
    }

    private JsonNode words() throws IOException {
        return new JsonMapper().readTree(Files.readString(log()));
    }

    private Printed job(Map<String, String> changes, String... arguments) {
        var environment = new HashMap<>(server.environment());
        environment.putAll(changes);
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--termination-log", log().toString()));
        return ServiceClients.cliIn(environment, all.toArray(String[]::new));
    }

    private Printed pull(ServiceClients clients, String name, String... more) {
        var arguments = new ArrayList<>(
                List.of("backup-pull", "--server", clients.service().url(), "--name", name, "--wait", "0"));
        arguments.addAll(target(name));
        arguments.addAll(List.of(more));
        return job(Map.of(), arguments.toArray(String[]::new));
    }

    private List<String> target(String name) {
        return List.of("--target", staging.resolve(name + ".db").toString(), "--remote", location(name));
    }

    private static String location(String name) {
        return "s3://" + S3Server.BUCKET + "/" + PREFIX + name + ".db";
    }

    private static Path object(String name) {
        return server.file(PREFIX + name + ".db");
    }

    private static void put(ServiceClients clients, String value) {
        assertThat(clients.http("PUT", "/v1/namespaces/n/entries/k", "{\"value\":\"" + value + "\"}")
                        .status())
                .isBetween(200, 201);
    }

    @Test
    void pull_sendsTheBackupAndProvesWhatLiesThere() throws IOException {
        try (var clients = ServiceClients.start(data, Map.of())) {
            put(clients, "v".repeat(20_000));
            var printed = pull(clients, "sent");
            assertThat(printed.code()).as(printed.err()).isZero();
            assertThat(words().get("result").asText()).isEqualTo("verified");
            assertThat(words().get("file").asText()).isEqualTo(location("sent"));
            assertThat(words().get("sizeBytes").asLong()).isEqualTo(Files.size(object("sent")));
            assertThat(object("sent").resolveSibling("sent.db.manifest.json")).exists();
            assertThat(staging.resolve("sent.db")).as("only staged").doesNotExist();
            assertThat(data.resolve("backups")).isEmptyDirectory();

            var first = words().get("sha256");
            put(clients, "new");
            assertThat(pull(clients, "sent").code())
                    .as("once more after it was done")
                    .isZero();
            assertThat(words().get("sha256")).isEqualTo(first);

            Files.write(object("sent"), new byte[10]);
            assertThat(pull(clients, "sent").code())
                    .as("once more after it was damaged")
                    .isZero();
            assertThat(words().get("sha256")).isNotEqualTo(first);
        }
    }

    @Test
    void pull_prunesTheSurplusThere() throws IOException {
        try (var clients = ServiceClients.start(data, Map.of())) {
            put(clients, "v");
            assertThat(pull(clients, "older").code()).isZero();
            assertThat(pull(clients, "newer", "--prune", "older,gone").code()).isZero();
            assertThat(words().get("pruned")).map(JsonNode::asText).containsExactly("older", "gone");
            assertThat(object("older")).doesNotExist();
            assertThat(object("older").resolveSibling("older.db.manifest.json")).doesNotExist();
            assertThat(object("newer")).exists();
        }
        var arguments = new ArrayList<>(List.of("backup-prune"));
        arguments.addAll(target("newer"));
        assertThat(job(Map.of(), arguments.toArray(String[]::new)).code()).isZero();
        assertThat(words().get("result").asText()).isEqualTo("removed");
        assertThat(object("newer")).doesNotExist();
        assertThat(job(Map.of(), arguments.toArray(String[]::new)).code())
                .as("once more")
                .isZero();
    }

    @Test
    void pull_withWrongKeys_orNone_saysWhatIsWrong() throws IOException {
        try (var clients = ServiceClients.start(data, Map.of())) {
            var arguments = new ArrayList<>(
                    List.of("backup-pull", "--server", clients.service().url(), "--name", "refused"));
            arguments.addAll(target("refused"));
            var wrong = job(Map.of("AWS_SECRET_ACCESS_KEY", "x"), arguments.toArray(String[]::new));
            assertThat(wrong.code()).isEqualTo(2);
            assertThat(words().get("message").asText()).contains(location("refused"), server.endpoint(), "403");
            assertThat(wrong.err()).doesNotContain("testsecret");
            assertThat(job(Map.of("S3_ENDPOINT", ""), arguments.toArray(String[]::new))
                            .code())
                    .isEqualTo(2);
            assertThat(words().get("message").asText()).startsWith("S3_ENDPOINT: (absent)");
        }
    }

    @Test
    void file_andRestore_thereAndBack() throws IOException {
        try (var clients = ServiceClients.start(data, Map.of())) {
            put(clients, "old");
        }
        var database = data.resolve("memory.db").toString();
        var arguments = new ArrayList<>(List.of("backup-file", "--db", database));
        arguments.addAll(target("offline"));
        var printed = job(Map.of(), arguments.toArray(String[]::new));
        assertThat(printed.code()).as(printed.err()).isZero();
        var sha256 = words().get("sha256");
        assertThat(staging.resolve("offline.db")).doesNotExist();

        var other = Files.createDirectories(data.resolve("other"));
        String[] restore = {
            "restore", "--db", other.resolve("memory.db").toString(), "--from", location("offline"), "--swarm", "test"
        };
        for (var attempt : List.of("first", "once more")) {
            var restored = job(Map.of(), restore);
            assertThat(restored.code()).as(attempt + restored.err()).isZero();
            assertThat(words().get("sha256")).isEqualTo(sha256);
            assertThat(words().get("file").asText()).isEqualTo(location("offline"));
        }
        try (var clients = ServiceClients.start(other, Map.of())) {
            assertThat(clients.http("GET", "/v1/namespaces/n/entries/k", "")
                            .json()
                            .path("value")
                            .asText())
                    .isEqualTo("old");
        }
    }

    @Test
    void restore_ofADamagedOrAbsentObject_changesNothing() throws IOException {
        try (var clients = ServiceClients.start(data, Map.of())) {
            put(clients, "v");
            assertThat(pull(clients, "damaged").code()).isZero();
        }
        var bytes = Files.readAllBytes(object("damaged"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(object("damaged"), bytes);
        var database = staging.resolve("memory.db");
        var restored = job(Map.of(), "restore", "--db", database.toString(), "--from", location("damaged"));
        assertThat(restored.code()).isEqualTo(1);
        assertThat(words().get("reason").asText()).isEqualTo("Corrupt");
        assertThat(words().get("message").asText()).contains(location("damaged"), "SHA-256: ", "(manifest: ");
        assertThat(database).doesNotExist();
        assertThat(job(Map.of(), "restore", "--db", database.toString(), "--from", location("absent"))
                        .code())
                .isEqualTo(3);
        assertThat(words().get("reason").asText()).isEqualTo("NotFound");
        assertThat(database).doesNotExist();
    }
}
