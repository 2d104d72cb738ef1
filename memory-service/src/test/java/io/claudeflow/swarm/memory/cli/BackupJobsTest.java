package io.claudeflow.swarm.memory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.operation.ServiceClients;
import io.claudeflow.swarm.memory.operation.ServiceClients.Printed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code backup-pull} and {@code backup-prune} against a running service. */
class BackupJobsTest {
    private static final String NAME = "s-backup-20261121t100000";

    @TempDir
    private Path data;

    @TempDir
    private Path claim;

    private ServiceClients clients;

    @BeforeEach
    void start() {
        clients = ServiceClients.start(data, Map.of());
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

    private Path log() {
        return claim.resolve("termination-log");
    }

    private Path file() {
        return claim.resolve(NAME + ".db");
    }

    private Printed pull(String... more) {
        var arguments = new ArrayList<>(List.of(
                "backup-pull",
                "--name",
                NAME,
                "--target",
                file().toString(),
                "--termination-log",
                log().toString(),
                "--wait",
                "0"));
        arguments.addAll(List.of(more));
        return clients.cli(arguments.toArray(String[]::new));
    }

    private JsonNode words() throws IOException {
        assertThat(Files.size(log())).isLessThanOrEqualTo(LastWords.MAX_BYTES);
        return new JsonMapper().readTree(Files.readString(log()));
    }

    private List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void pull_ofARunningService_bringsAProvenBackupAndLeavesNothingThere() throws IOException {
        var printed = pull();
        assertThat(printed.code()).as(printed.err()).isZero();
        var words = words();
        assertThat(words.get("result").asText()).isEqualTo("verified");
        assertThat(words.get("name").asText()).isEqualTo(NAME);
        assertThat(words.get("file").asText()).isEqualTo(file().toString());
        assertThat(words.get("sizeBytes").asLong()).isEqualTo(Files.size(file()));
        assertThat(words.get("sha256").asText()).hasSize(64);
        assertThat(words.get("epoch").asLong()).isEqualTo(1);
        assertThat(words.get("revision").asLong()).isEqualTo(1);
        assertThat(words.at("/rows/memory_store").asLong()).isEqualTo(1);
        assertThat(words.has("pruned")).isFalse();
        assertThat(MemoryEngine.verifyBackup(file()).problems()).isEmpty();
        assertThat(names(claim)).containsExactly(NAME + ".db", NAME + ".db.manifest.json", "termination-log");
        assertThat(data.resolve("backups")).isEmptyDirectory();
    }

    @Test
    void pull_onceMoreAfterItWasKilled_endsWellWithTheDataOfNow() throws IOException {
        // What a Job leaves that was killed: a snapshot at the service and half a file.
        clients.cli("backup", "pull-" + NAME + ".db");
        Files.writeString(claim.resolve("." + NAME + ".db.partial"), "half");
        put("new");
        var printed = pull();
        assertThat(printed.code()).as(printed.err()).isZero();
        assertThat(words().get("revision").asLong()).isEqualTo(2);
        assertThat(names(claim)).containsExactly(NAME + ".db", NAME + ".db.manifest.json", "termination-log");
        assertThat(data.resolve("backups")).isEmptyDirectory();
    }

    @Test
    void pull_onceMoreAfterItWasDone_saysTheSame() throws IOException {
        pull();
        var first = words();
        put("new");
        clients.cli("backup", "pull-" + NAME + ".db");
        assertThat(pull().code()).isZero();
        assertThat(words().get("sha256")).isEqualTo(first.get("sha256"));
        assertThat(words().get("revision")).isEqualTo(first.get("revision"));
        assertThat(data.resolve("backups")).isEmptyDirectory();
    }

    @Test
    void pull_whenADamagedFileHasTheName_replacesIt() throws IOException {
        pull();
        Files.write(file(), new byte[8192]);
        assertThat(pull().code()).isZero();
        assertThat(MemoryEngine.verifyBackup(file()).problems()).isEmpty();
    }

    @Test
    void pull_removesWhatOthersAbandoned() throws IOException {
        var old = Files.writeString(claim.resolve(".other.db.partial"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        var young = Files.writeString(claim.resolve(".young.db.partial"), "half");
        assertThat(pull().code()).isZero();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void pull_withSurplus_removesItOnlyWhenTheBackupIsProven() throws IOException {
        for (var name : List.of("a", "b")) {
            Files.writeString(claim.resolve(name + ".db"), "old");
            Files.writeString(claim.resolve(name + ".db.manifest.json"), "{}");
        }
        Files.createDirectory(data.resolve("backups"));
        assertThat(data.resolve("backups").toFile().setWritable(false)).isTrue();
        if (!Files.isWritable(data.resolve("backups"))) {
            assertThat(pull("--prune", "a,b").code()).isEqualTo(1);
            assertThat(claim.resolve("a.db")).exists();
        }
        assertThat(data.resolve("backups").toFile().setWritable(true)).isTrue();
        assertThat(pull("--prune", "a,gone,b").code()).isZero();
        assertThat(words().get("pruned")).map(JsonNode::asText).containsExactly("a", "gone", "b");
        assertThat(names(claim)).containsExactly(NAME + ".db", NAME + ".db.manifest.json", "termination-log");
    }

    @Test
    void pull_neverPrunesOutsideOfItsDirectoryNorItself() throws IOException {
        for (var name : List.of("../x", "a/b", NAME, "")) {
            assertThat(pull("--prune", name).code()).as(name).isEqualTo(2);
            assertThat(words().get("reason").asText()).isEqualTo("InvalidArgument");
            assertThat(words().get("message").asText()).startsWith("prune: ");
        }
        assertThat(file()).exists();
    }

    @Test
    void pull_whenTheServiceIsAway_saysSo() throws IOException {
        var url = clients.service().url();
        clients.service().close();
        var printed = ServiceClients.cliAlone(
                "backup-pull",
                "--server",
                url,
                "--name",
                NAME,
                "--target",
                file().toString(),
                "--wait",
                "0",
                "--termination-log",
                log().toString());
        assertThat(printed.code()).isEqualTo(5);
        assertThat(words().get("result").asText()).isEqualTo("failed");
        assertThat(words().get("reason").asText()).isEqualTo("Unavailable");
        assertThat(words().get("message").asText()).contains(url, "cannot be reached");
        assertThat(names(claim)).containsExactly("termination-log");
    }

    @Test
    void pull_intoADirectoryThatIsNotThere_saysSo() throws IOException {
        var printed = clients.cli(
                "backup-pull",
                "--name",
                NAME,
                "--target",
                claim.resolve("none/x.db").toString(),
                "--termination-log",
                log().toString());
        assertThat(printed.code()).isEqualTo(5);
        assertThat(words().get("message").asText())
                .contains(claim.resolve("none").toString());
        assertThat(printed.err()).contains(claim.resolve("none").toString());
    }

    @Test
    void prune_removesABackupAndWhatWasLeftOfIt_alsoWhenItIsGone() throws IOException {
        pull();
        Files.writeString(claim.resolve("." + NAME + ".db.partial"), "half");
        for (var expected : List.of("was removed", "was not there")) {
            var printed = ServiceClients.cliAlone(
                    "backup-prune", "--target", file().toString(), "--termination-log", log().toString());
            assertThat(printed.code()).as(printed.err()).isZero();
            assertThat(words().get("result").asText()).isEqualTo("removed");
            assertThat(words().get("message").asText()).contains(expected);
            assertThat(names(claim)).containsExactly("termination-log");
        }
    }
}
