package io.claudeflow.swarm.memory.cli;

import static io.claudeflow.swarm.memory.legacy.Databases.database;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.claudeflow.swarm.memory.legacy.Databases;
import io.claudeflow.swarm.memory.operation.ServiceClients;
import io.claudeflow.swarm.memory.operation.ServiceClients.Printed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code swarm-memory migrate} as people and Jobs run it. */
class MigrateCommandTest {
    private static final long FAR = 4_102_444_800L;

    @TempDir
    private Path directory;

    private Path target;
    private Path legacy;

    @BeforeEach
    void makeSources() throws IOException {
        target = directory.resolve("data/memory.db");
        legacy = Files.createDirectories(directory.resolve("legacy"));
        Files.writeString(legacy.resolve("memory-store.json"), """
                {"default": [{"key": "json-1", "value": {"a": 1}, "namespace": "default", "timestamp": 1752018127114},
                             {"key": "odd %_*?:/ key", "value": "text", "namespace": "default",
                              "timestamp": 1752018127114}]}
                """);
        database(
                legacy.resolve("memory.db"),
                Databases.SHIPPED,
                "INSERT INTO memory_entries (key, value, updated_at, expires_at) VALUES ('e1', 'v', 1752018127, " + FAR
                        + "), ('gone', 'v', 1752018127, 1752018128)");
        database(
                legacy.resolve("hive.db"),
                Databases.HIVE,
                "INSERT INTO collective_memory (id, swarm_id, key, value, type) VALUES"
                        + " ('m1', 'swarm-1', 'h1', '{\"x\":1}', 'knowledge')");
    }

    private Printed migrate(String... more) {
        var arguments = new ArrayList<>(List.of("migrate", "--source=" + legacy, "--target=" + target));
        arguments.addAll(List.of(more));
        return ServiceClients.cliOnFile(target, arguments.toArray(String[]::new));
    }

    private Printed command(String... arguments) {
        return ServiceClients.cliOnFile(target, arguments);
    }

    @Test
    void shouldImportIntoAFileOnceAndSayWhat() throws IOException {
        var first = migrate();
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        assertThat(first.out())
                .contains("memory-store.json", "(json-namespaces): 2 found, 2 imported")
                .contains("memory_entries (e1): 2 found, 1 imported", "1 expired")
                .contains("collective_memory (hive): 1 found, 1 imported")
                .contains("Result: complete");
        assertThat(command("retrieve", "json-1").out()).contains("{\"a\":1}");
        assertThat(command("retrieve", "e1", "--output", "json").out())
                .contains("\"expiresAt\":\"2100-01-01T00:00:00")
                .contains("\"createdAt\":\"2025-07-08T23:42:07.000Z\",\"updatedAt\":\"2025-07-08T23:42:07.000Z\"");
        var second = migrate("--type=sqlite");
        assertThat(second.code()).isZero();
        assertThat(second.out()).contains("0 imported, 4 unchanged");
    }

    @Test
    void shouldGoThroughTheServiceThatHasTheTargetOpen() throws IOException {
        Files.createDirectories(target.resolveSibling(""));
        try (var clients = ServiceClients.start(target.resolveSibling(""), Map.of())) {
            var dry = migrate("--swarm", "test", "--dry-run");
            assertThat(dry.out()).contains("Dry run: nothing was written.", "4 imported");
            assertThat(clients.http("GET", "/v1/stats", "")
                            .json()
                            .get("entries")
                            .asInt())
                    .isZero();

            var first = migrate("--swarm", "test", "--output", "json", "--verbose");
            assertThat(first.code()).as(first.err()).isZero();
            assertThat(first.out()).startsWith("{").contains("\"status\"", "\"complete\"");
            assertThat(first.err()).contains("imported ", "odd %_*?:/ key", "expired ");
            var entry = clients.http("GET", "/v1/namespaces/default/entry?key=e1", "");
            assertThat(entry.json().at("/expiresAt").asText()).isEqualTo("2100-01-01T00:00:00.000Z");
            assertThat(entry.json().at("/metadata/_legacy/updatedAt").asText()).startsWith("2025-07-08");
            assertThat(entry.json().at("/createdAt").asText()).isEqualTo("2025-07-08T23:42:07.000Z");
            assertThat(entry.json().at("/updatedAt").asText()).isEqualTo("2025-07-08T23:42:07.000Z");
            assertThat(clients.http("GET", "/v1/namespaces/hive:knowledge/entry?key=swarm-1%2Fh1", "")
                            .status())
                    .isEqualTo(200);

            assertThat(migrate("--swarm", "test").out()).contains("0 imported, 4 unchanged");
            clients.http("PUT", "/v1/namespaces/default/entry?key=json-1", "{\"value\": \"agent\"}");
            assertThat(migrate("--swarm", "test").out()).contains("1 conflicts");
            assertThat(clients.http("GET", "/v1/namespaces/default/entry?key=json-1", "")
                            .json()
                            .at("/value")
                            .asText())
                    .isEqualTo("agent");
            assertThat(migrate("--swarm", "test", "--conflict=overwrite").out()).contains("1 imported, 3 unchanged");
        }
    }

    @Test
    void shouldSplitWhatIsLargerThanTheServiceTakes() throws IOException {
        Files.createDirectories(target.resolveSibling(""));
        var rows = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            rows.add("INSERT INTO memory_entries (key, value, updated_at) VALUES ('big" + i + "', '" + "x".repeat(900)
                    + "', 1752018127)");
        }
        var big = database(directory.resolve("big.db"), Databases.SHIPPED, rows.toArray(String[]::new));
        var settings = Map.of("MAX_VALUE_BYTES", "1000", "MAX_REQUEST_BYTES", "8192");
        try (var _ = ServiceClients.start(target.resolveSibling(""), settings)) {
            var printed = ServiceClients.cliOnFile(target, "migrate", "--source=" + big, "--swarm", "test");
            assertThat(printed.out()).as(printed.err()).contains("40 found, 40 imported");
        }
    }

    @Test
    void shouldCreateNothingInADryRunWithoutADatabase() {
        assertThat(migrate("--dry-run").out()).contains("4 imported");
        assertThat(target).doesNotExist();
    }

    @Test
    void shouldReportBadRowsAndGoOn() throws IOException {
        Files.writeString(legacy.resolve("memory.json"), "{\"broken\": ");
        var printed = migrate();
        assertThat(printed.code()).isEqualTo(1);
        assertThat(printed.out()).contains("memory.json", "Result: with errors", "4 imported");
    }

    @Test
    void shouldReportToAJobInOneLine() throws IOException {
        Files.writeString(legacy.resolve("memory.json"), "{\"broken\": ");
        var log = directory.resolve("termination-log");
        var printed = migrate("--termination-log", log.toString(), "--work-dir", directory.toString());
        assertThat(printed.code()).as("what could not be read is only reported").isZero();
        assertThat(log).content().doesNotContain("\n");
        var words = new JsonMapper().readTree(Files.readString(log));
        assertThat(words.get("result").asText()).isEqualTo("migrated");
        assertThat(words.get("status").asText()).isEqualTo("with_errors");
        assertThat(words.get("imported").asInt()).isEqualTo(4);
        assertThat(words.get("sources")).hasSize(4);
        assertThat(words.get("errors").get(0).asText()).startsWith("memory.json: ");
        assertThat(words.get("seconds").asDouble()).isPositive();

        migrate("--termination-log", log.toString());
        words = new JsonMapper().readTree(Files.readString(log));
        assertThat(words.get("imported").asInt()).isZero();
        assertThat(words.get("unchanged").asInt()).isEqualTo(4);
    }

    @Test
    void shouldTellAJobThatThereIsNothing() throws IOException {
        var log = directory.resolve("termination-log");
        var empty = Files.createDirectories(directory.resolve("empty"));
        var printed = ServiceClients.cliOnFile(
                target, "migrate", "--source", empty.toString(), "--termination-log", log.toString());
        assertThat(printed.code()).isEqualTo(3);
        assertThat(Files.readString(log)).contains("\"result\":\"failed\"", "\"reason\":\"NothingFound\"");
        printed = ServiceClients.cliOnFile(target, "migrate", "--source", "/none", "--termination-log", log.toString());
        assertThat(printed.code()).isEqualTo(3);
        assertThat(Files.readString(log)).contains("\"reason\":\"NotFound\"", "source: /none");
        printed = ServiceClients.cliAlone(
                "migrate",
                "--source",
                legacy.toString(),
                "--server",
                "http://127.0.0.1:1",
                "--work-dir",
                directory.toString(),
                "--termination-log",
                log.toString());
        assertThat(printed.code()).isEqualTo(5);
        assertThat(Files.readString(log)).contains("\"reason\":\"Stopped\"", "cannot be reached");
    }

    @Test
    void shouldNotImportADatabaseIntoItself() {
        migrate();
        var printed = ServiceClients.cliOnFile(target, "migrate", "--source=" + target);
        assertThat(printed.out()).contains("is the database that is being imported into");
        assertThat(printed.code()).isEqualTo(3);
    }

    @Test
    void shouldTellWrongUseApart() {
        assertThat(migrate("--type=postgres").code()).isEqualTo(2);
        assertThat(migrate("--conflict=merge").err()).contains("--conflict");
        assertThat(ServiceClients.cliOnFile(target, "migrate").err()).contains("--source");
        var absent = ServiceClients.cliOnFile(target, "migrate", "--source=" + directory.resolve("nothing"));
        assertThat(absent.code()).isEqualTo(3);
        assertThat(absent.err()).contains("source: ", "a file or directory that is there");
        assertThat(target).doesNotExist();
    }
}
