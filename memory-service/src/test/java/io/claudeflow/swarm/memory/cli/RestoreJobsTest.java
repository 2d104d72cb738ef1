package io.claudeflow.swarm.memory.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.claudeflow.swarm.memory.operation.ServiceClients;
import io.claudeflow.swarm.memory.operation.ServiceClients.Printed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code backup-file} and {@code restore --from} on a claim that no service has open. */
class RestoreJobsTest {
    @TempDir
    private Path claim;

    @TempDir
    private Path backups;

    private Path database() {
        return claim.resolve("memory/memory.db");
    }

    private Path backup() {
        return backups.resolve("b.db");
    }

    private Path log() {
        return backups.resolve("termination-log");
    }

    /** A service of swarm {@code test} on the claim, and what a caller does there. */
    private void served(Path data, Consumer<ServiceClients> work) throws IOException {
        Files.createDirectories(data);
        try (var clients = ServiceClients.start(data, Map.of())) {
            work.accept(clients);
        }
    }

    private static void put(ServiceClients clients, String namespace, String key, String body) {
        assertThat(clients.http("PUT", "/v1/namespaces/" + namespace + "/entries/" + key, body)
                        .status())
                .isBetween(200, 201);
    }

    private void filled() throws IOException {
        served(claim.resolve("memory"), clients -> {
            put(clients, "keep", "a", "{\"value\":\"alpha\",\"tags\":[\"hot\"]}");
            put(clients, "keep", "b", "{\"value\":\"bravo\",\"tags\":[\"cold\"]}");
            put(clients, "drop", "secret", "{\"value\":\"xyzzy-secret\",\"tags\":[\"hot\"]}");
            assertThat(clients.http("PUT", "/v1/agents/w1", "{\"type\":\"coder\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(clients.http("PUT", "/v1/agents/w1/memory/k", "{\"value\":1}")
                            .status())
                    .isLessThan(500);
            assertThat(clients.http("POST", "/v1/tasks", "{\"id\":\"t1\",\"description\":\"d\"}")
                            .status())
                    .isEqualTo(200);
        });
    }

    private Printed backedUp() {
        return ServiceClients.cliOnFile(
                database(), "backup-file", "--target", backup().toString(), "--termination-log", log().toString());
    }

    private Printed restored(Path into, String... more) {
        var arguments = new ArrayList<>(
                List.of("restore", "--from", backup().toString(), "--termination-log", log().toString()));
        arguments.addAll(List.of(more));
        return ServiceClients.cliOnFile(into, arguments.toArray(String[]::new));
    }

    private JsonNode words() throws IOException {
        assertThat(Files.size(log())).isLessThanOrEqualTo(LastWords.MAX_BYTES);
        return new JsonMapper().readTree(Files.readString(log()));
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void file_ofAClaimWithoutAPod_isBackedUpAndProven() throws IOException {
        filled();
        var before = names(claim.resolve("memory"));
        var printed = backedUp();
        assertThat(printed.code()).as(printed.err()).isZero();
        assertThat(words().get("result").asText()).isEqualTo("verified");
        assertThat(words().get("name").asText()).isEqualTo("b");
        assertThat(words().at("/rows/memory_store").asLong()).isEqualTo(3);
        assertThat(words().at("/rows/agents").asLong()).isEqualTo(1);
        assertThat(names(backups)).containsExactly("b.db", "b.db.manifest.json", "termination-log");
        assertThat(names(claim.resolve("memory"))).isEqualTo(before);
        assertThat(backedUp().code()).as("once more").isZero();
    }

    @Test
    void file_thatAServiceHasOpen_isLeftAlone() throws IOException {
        served(claim.resolve("memory"), _ -> {
            assertThat(backedUp().code()).isEqualTo(4);
        });
        assertThat(words().get("reason").asText()).isEqualTo("Conflict");
        assertThat(words().get("message").asText()).contains("is in use by another process");
        assertThat(names(backups)).containsExactly("termination-log");
    }

    @Test
    void file_thatIsNotThere_orNotADatabase_isAFailure() throws IOException {
        assertThat(backedUp().code()).isEqualTo(3);
        assertThat(words().get("reason").asText()).isEqualTo("NotFound");
        Files.createDirectories(claim.resolve("memory"));
        Files.write(database(), new byte[16384]);
        assertThat(backedUp().code()).isEqualTo(1);
        assertThat(words().get("message").asText()).contains(database().toString());
        assertThat(names(backups)).containsExactly("termination-log");
    }

    @Test
    void restore_intoAnEmptyClaim_isServed() throws IOException {
        filled();
        assertThat(backedUp().code()).isZero();
        var sha256 = words().get("sha256");
        var other = claim.resolve("other/memory.db");
        Files.createDirectories(claim.resolve("other"));
        var printed = restored(other);
        assertThat(printed.code()).as(printed.err()).isZero();
        assertThat(words().get("result").asText()).isEqualTo("restored");
        assertThat(words().get("sha256")).isEqualTo(sha256);
        assertThat(words().at("/rows/memory_store").asLong()).isEqualTo(3);
        assertThat(words().get("epoch").asLong()).isGreaterThan(1);
        var epoch = words().get("epoch");
        assertThat(restored(other).code()).as("once more").isZero();
        assertThat(words().get("epoch")).as("nothing to do").isEqualTo(epoch);
        served(
                claim.resolve("other"),
                clients -> assertThat(clients.http("GET", "/v1/stats", "")
                                .json()
                                .get("entries")
                                .asInt())
                        .isEqualTo(3));
    }

    @Test
    void restore_overData_keepsTheFormerDatabase() throws IOException {
        filled();
        assertThat(backedUp().code()).isZero();
        served(claim.resolve("memory"), clients -> put(clients, "keep", "late", "{\"value\":1}"));
        assertThat(restored(database()).code()).isZero();
        assertThat(words().get("message").asText()).contains(".replaced-");
        assertThat(words().at("/rows/memory_store").asLong()).isEqualTo(3);
        served(claim.resolve("memory"), clients -> put(clients, "keep", "later", "{\"value\":1}"));
        assertThat(restored(database()).code()).as("written since").isZero();
        assertThat(words().at("/rows/memory_store").asLong()).isEqualTo(3);
    }

    @Test
    void restore_ofADamagedBackup_changesNothing() throws IOException {
        filled();
        assertThat(backedUp().code()).isZero();
        var bytes = Files.readAllBytes(backup());
        bytes[bytes.length / 2] ^= 4;
        Files.write(backup(), bytes);
        assertThat(restored(database()).code()).isEqualTo(1);
        assertThat(words().get("reason").asText()).isEqualTo("Corrupt");
        assertThat(words().get("message").asText()).contains("SHA-256: ", "(manifest: ");
        served(
                claim.resolve("memory"),
                clients -> assertThat(clients.http("GET", "/v1/stats", "")
                                .json()
                                .get("epoch")
                                .asInt())
                        .isEqualTo(1));
        var absent = ServiceClients.cliOnFile(
                database(), "restore", "--from", "/none.db", "--termination-log", log().toString());
        assertThat(absent.code()).isEqualTo(3);
        assertThat(words().get("reason").asText()).isEqualTo("NotFound");
    }

    @Test
    void restore_ofSome_keepsOnlyWhatWasAskedFor() throws IOException {
        filled();
        assertThat(backedUp().code()).isZero();
        var other = claim.resolve("other/memory.db");
        Files.createDirectories(claim.resolve("other"));
        var printed = restored(
                other, "--swarm", "clone", "--keep-namespace", "keep", "--keep-tag", "hot", "--max-age", "30d");
        assertThat(printed.code()).as(printed.err()).isZero();
        assertThat(words().at("/rows/memory_store").asLong()).isEqualTo(1);
        assertThat(words().at("/rows/memory_tags").asLong()).isEqualTo(1);
        assertThat(Files.readString(other, StandardCharsets.ISO_8859_1))
                .as("what was left out is not in the file either")
                .doesNotContain("xyzzy")
                .contains("alpha");
        try (var clients = ServiceClients.start(claim.resolve("other"), Map.of("SWARM_ID", "clone"))) {
            assertThat(clients.http("GET", "/v1/namespaces/keep/entries/a", "").status())
                    .isEqualTo(200);
            var stats = clients.http("GET", "/v1/stats", "").json();
            assertThat(stats.get("entries").asInt()).isEqualTo(1);
            assertThat(stats.get("agents").asInt()).isEqualTo(1);
            assertThat(stats.get("tasks").asInt()).isEqualTo(1);
            assertThat(clients.http("GET", "/v1/namespaces/keep/entries?tag=hot", "")
                            .json()
                            .get("entries"))
                    .hasSize(1);
            assertThat(clients.http("GET", "/v1/stats", "", "Swarm-Id", "test")
                            .json()
                            .get("entries")
                            .asInt())
                    .isZero();
            assertThat(clients.http("POST", "/admin/integrity-check", "")
                            .json()
                            .get("ok")
                            .asBoolean())
                    .isTrue();
            assertThat(clients.http("PUT", "/v1/agents/w1", "{\"type\":\"tester\"}")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void restore_withATooYoungAge_keepsNothing() throws IOException {
        filled();
        assertThat(backedUp().code()).isZero();
        var old = Instant.now().plusSeconds(1);
        await().until(() -> Instant.now().isAfter(old));
        var other = claim.resolve("other/memory.db");
        Files.createDirectories(claim.resolve("other"));
        assertThat(restored(other, "--max-age", "1s").code()).isZero();
        assertThat(words().at("/rows/memory_store").asLong()).isZero();
        assertThat(restored(other, "--max-age", "soon").code()).isEqualTo(2);
        assertThat(words().get("message").asText()).contains("max-age: soon");
    }

    @Test
    void restore_ofAnotherSwarm_renamesItInEveryTable() throws IOException {
        filled();
        assertThat(backedUp().code()).isZero();
        var other = claim.resolve("other/memory.db");
        Files.createDirectories(claim.resolve("other"));
        assertThat(restored(other, "--swarm", "clone").code()).isZero();
        var again = backups.resolve("c.db");
        assertThat(ServiceClients.cliOnFile(other, "backup-file", "--target", again.toString())
                        .code())
                .isZero();
        var manifest = new JsonMapper().readTree(Files.readString(backups.resolve("c.db.manifest.json")));
        var swarms = new TreeSet<String>();
        manifest.get("swarms").forEach(swarm -> swarms.add(swarm.asText()));
        assertThat(swarms).containsExactly("clone");
    }

    @Test
    void restore_underTheNameOfANeighbour_isRefused() throws IOException {
        served(claim.resolve("memory"), clients -> {
            put(clients, "n", "a", "{\"value\":1}");
            assertThat(clients.http("PUT", "/v1/namespaces/n/entries/b", "{\"value\":1}", "Swarm-Id", "guest")
                            .status())
                    .isBetween(200, 201);
        });
        assertThat(backedUp().code()).isZero();
        var other = claim.resolve("other/memory.db");
        Files.createDirectories(claim.resolve("other"));
        assertThat(restored(other, "--swarm", "guest").code()).isEqualTo(4);
        assertThat(words().get("message").asText()).contains("swarm: guest", "swarm test", "[guest, test]");
        assertThat(other).doesNotExist();
        assertThat(restored(other, "--swarm", "third").code()).isZero();
    }

    /** As a newer program leaves it that upgraded the schema and went no further. */
    private Path upgraded() throws Exception {
        var snapshot = claim.resolve("memory/memory.db.v7-20261121T120000");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                var statement = connection.createStatement()) {
            statement.execute("VACUUM INTO '" + snapshot + "'");
            statement.execute("PRAGMA user_version=99");
        }
        return snapshot;
    }

    @Test
    void restore_preferringASnapshot_hasWhatWasWrittenAfterTheBackup() throws Exception {
        filled();
        assertThat(backedUp().code()).isZero();
        served(claim.resolve("memory"), clients -> put(clients, "keep", "late", "{\"value\":1}"));
        var snapshot = upgraded();
        var printed = restored(database(), "--prefer-snapshot");
        assertThat(printed.code()).as(printed.err()).isZero();
        assertThat(words().get("file").asText()).isEqualTo(snapshot.toString());
        assertThat(words().get("message").asText()).contains(".replaced-");
        assertThat(words().at("/rows/memory_store").asLong()).isEqualTo(4);
        var epoch = words().get("epoch");
        assertThat(restored(database(), "--prefer-snapshot").code())
                .as("once more")
                .isZero();
        assertThat(words().get("epoch")).as("nothing to do").isEqualTo(epoch);
        assertThat(snapshot).exists();
        served(
                claim.resolve("memory"),
                clients -> assertThat(clients.http("GET", "/v1/namespaces/keep/entries/late", "")
                                .status())
                        .isEqualTo(200));
    }

    @Test
    void restore_preferringASnapshot_takesTheBackupWhenThatOneIsDamagedOrOlder() throws Exception {
        filled();
        var older = upgraded();
        Files.delete(database());
        Files.copy(older, database());
        assertThat(backedUp().code()).isZero();
        served(claim.resolve("memory"), clients -> put(clients, "keep", "late", "{\"value\":1}"));
        Files.delete(older);
        var damaged = upgraded();
        Files.copy(backup(), older.resolveSibling("memory.db.v7-20261121T110000"));
        var bytes = Files.readAllBytes(damaged);
        Arrays.fill(bytes, 4096, bytes.length, (byte) 7);
        Files.write(damaged, bytes);
        assertThat(restored(database(), "--prefer-snapshot").code()).isZero();
        assertThat(words().get("file").asText()).isEqualTo(backup().toString());
        assertThat(words().at("/rows/memory_store").asLong()).isEqualTo(3);
    }

    @Test
    void restore_takesOnePlace() {
        assertThat(ServiceClients.cliOnFile(database(), "restore", "x.db", "--prefer-snapshot")
                        .err())
                .contains("--prefer-snapshot");
        assertThat(restored(database(), "also.db").code()).isEqualTo(2);
        assertThat(ServiceClients.cliOnFile(database(), "restore", "x.db", "--keep-tag", "a")
                        .code())
                .isEqualTo(2);
    }
}
