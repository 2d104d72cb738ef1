package io.claudeflow.swarm.memory.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.claudeflow.swarm.memory.MemoryServiceMain;
import io.claudeflow.swarm.memory.engine.EngineConfig;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.operation.ServiceClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that are killed (SIGKILL) in the middle of their work, and run again. */
@Tag("slow")
class KilledJobsTest {
    private static final int ENTRIES = 1_500;
    private static final int VALUE_BYTES = 20_000;
    private static final long SEED = 20_261_121;

    @TempDir
    private Path claim;

    @TempDir
    private Path backups;

    private Path data;

    @BeforeEach
    void fill() throws IOException {
        data = Files.createDirectories(claim.resolve("memory"));
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        try (var engine = open()) {
            for (int from = 0; from < ENTRIES; from += 100) {
                engine.entries().batch(new Batch(puts(random, from), true));
            }
        }
    }

    private MemoryEngine open() {
        return MemoryEngine.open(EngineConfig.defaults(database()), Clock.systemUTC(), EngineListener.NONE);
    }

    private static List<EntryOperation> puts(RandomGenerator random, int from) {
        var puts = new ArrayList<EntryOperation>();
        for (int i = from; i < from + 100; i++) {
            var value = new byte[VALUE_BYTES];
            random.nextBytes(value);
            puts.add(EntryOperation.Put.of(new EntryKey("test", "n", "k" + i), EntryValue.bytes(value)));
        }
        return puts;
    }

    private Path database() {
        return data.resolve("memory.db");
    }

    private Path log() {
        return backups.resolve("termination-log");
    }

    private JsonNode words() throws IOException {
        return new JsonMapper().readTree(Files.readString(log()));
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private interface Moment {
        boolean hasCome() throws IOException;
    }

    /** Runs the Job and kills it as soon as a file whose name contains this is there. */
    private void kill(String name, Path where, String... arguments) throws IOException, InterruptedException {
        kill(() -> isThere(name, where), arguments);
    }

    private void kill(Moment moment, String... arguments) throws IOException, InterruptedException {
        var job = started(Map.of(), arguments);
        try {
            while (job.isAlive() && !moment.hasCome()) {
                LockSupport.parkNanos(200_000);
            }
            assertThat(job.isAlive())
                    .as(() -> "killed before its end; it said " + said())
                    .isTrue();
        } finally {
            job.destroyForcibly();
            job.waitFor();
        }
        Files.deleteIfExists(backups.resolve("job.log"));
        assertThat(log()).as("nothing was reported").doesNotExist();
    }

    private Process started(Map<String, String> environment, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                MemoryServiceMain.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(backups.resolve("job.log").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static boolean isThere(String name, Path where) throws IOException {
        return Files.isDirectory(where) && names(where).stream().anyMatch(file -> file.contains(name));
    }

    private String said() {
        try {
            return Files.readString(backups.resolve("job.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"at the service", "while it downloads", "while it verifies"})
    void pull_killed_runAgain_endsWellAndLeavesNothing(String when) throws Exception {
        try (var clients = ServiceClients.start(data, Map.of())) {
            String[] arguments = {
                "backup-pull",
                "--server",
                clients.service().url(),
                "--name",
                "b",
                "--target",
                backups.resolve("b.db").toString(),
                "--termination-log",
                log().toString()
            };
            switch (when) {
                case "at the service" -> kill("pull-b.db", data.resolve("backups"), arguments);
                case "while it downloads" -> kill(".b.db.partial", backups, arguments);
                default -> kill(".b.db.partial.manifest.json", backups, arguments);
            }
            assertThat(backups.resolve("b.db")).doesNotExist();
            assertThat(clients.http("GET", "/v1/stats", "")
                            .json()
                            .get("entries")
                            .asInt())
                    .isEqualTo(ENTRIES);

            var printed = ServiceClients.cliAlone(arguments);
            assertThat(printed.code()).as(printed.err()).isZero();
            assertThat(words().at("/rows/memory_store").asInt()).isEqualTo(ENTRIES);
            assertThat(names(backups)).containsExactly("b.db", "b.db.manifest.json", "termination-log");
            assertThat(names(data.resolve("backups"))).isEmpty();
            assertThat(MemoryEngine.verifyBackup(backups.resolve("b.db")).problems())
                    .isEmpty();
            assertThat(clients.http("POST", "/admin/integrity-check", "")
                            .json()
                            .get("ok")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void file_ofAServiceThatWasKilled_holdsWhatWasAcknowledged() throws Exception {
        var service = started(
                Map.of(
                        "DB_PATH", database().toString(),
                        "SWARM_ID", "test",
                        "BIND_ADDRESS", "127.0.0.1",
                        "HTTP_PORT", "0",
                        "GRPC_PORT", "0",
                        "METRICS_PORT", "0"),
                "serve");
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> MemoryEngine.announcedUrl(database()).isPresent());
            for (int i = 0; i < 20; i++) {
                assertThat(ServiceClients.cliOnFile(database(), "store", "late-" + i, "1")
                                .code())
                        .isZero();
            }
        } finally {
            service.destroyForcibly();
            service.waitFor();
        }
        assertThat(Files.size(data.resolve("memory.db-wal")))
                .as("an unclean log")
                .isPositive();
        // Another node has no shared memory of it.
        Files.deleteIfExists(data.resolve("memory.db-shm"));
        var printed = ServiceClients.cliOnFile(
                database(),
                "backup-file",
                "--target",
                backups.resolve("b.db").toString(),
                "--termination-log",
                log().toString());
        assertThat(printed.code()).as(printed.err()).isZero();
        assertThat(words().at("/rows/memory_store").asInt()).isEqualTo(ENTRIES + 20);
        assertThat(MemoryEngine.verifyBackup(backups.resolve("b.db")).problems())
                .isEmpty();
    }

    /** The names are those of the files that each step of a restore begins with. */
    @ParameterizedTest
    @CsvSource({
        ".restoring, true",
        ".restoring-wal, true",
        ".restore-ready, false",
        ".restore-intent, false",
        ".restore-intent, true",
        ".replaced-, false",
        ".replaced-, true"
    })
    void restore_killed_leavesTheOldOrTheNew_andRunAgainEndsWell(String step, boolean servedBetween) throws Exception {
        assertThat(ServiceClients.cliOnFile(
                                database(),
                                "backup-file",
                                "--target",
                                backups.resolve("b.db").toString())
                        .code())
                .isZero();
        try (var engine = open()) {
            engine.entries().put(EntryOperation.Put.of(new EntryKey("test", "n", "late"), EntryValue.text("late")));
        }
        String[] arguments = {
            "restore",
            "--db",
            database().toString(),
            "--from",
            backups.resolve("b.db").toString(),
            "--termination-log",
            log().toString()
        };

        kill(step, data, arguments);

        if (step.startsWith(".restoring")) {
            assertThat(entries()).as("the live database is untouched").isEqualTo(ENTRIES + 1);
        } else if (servedBetween) {
            assertThat(entries()).as("the old or the new").isBetween(ENTRIES, ENTRIES + 1);
        }
        var printed = ServiceClients.cliAlone(arguments);
        assertThat(printed.code()).as(printed.err()).isZero();
        assertThat(words().get("result").asText()).isEqualTo("restored");
        assertThat(words().at("/rows/memory_store").asInt()).isEqualTo(ENTRIES);
        assertThat(entries()).isEqualTo(ENTRIES);
        assertThat(names(data)).noneMatch(name -> name.contains(".restor"));
        assertThat(names(data).stream()
                        .filter(name ->
                                name.contains(".replaced-") && !name.contains("-wal") && !name.contains("-shm")))
                .as("the former database, once")
                .hasSize(1);
    }

    @Test
    void migrate_killed_runAgain_importsTheRestAndNothingTwice() throws Exception {
        int rows = 5_000;
        var json = new StringBuilder("{\"default\": [");
        for (int i = 0; i < rows; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"key\":\"legacy-" + i + "\",\"value\":" + i + ",\"namespace\":\"default\"}");
        }
        var legacy = Files.createDirectories(claim.resolve("legacy"));
        Files.writeString(legacy.resolve("memory-store.json"), json.append("]}"));
        try (var clients = ServiceClients.start(data, Map.of())) {
            String[] arguments = {
                "migrate",
                "--source",
                legacy.toString(),
                "--server",
                clients.service().url(),
                "--work-dir",
                backups.toString(),
                "--termination-log",
                log().toString()
            };
            kill(() -> present(clients) > ENTRIES, arguments);
            int before = present(clients) - ENTRIES;
            assertThat(before).isLessThan(rows);

            var printed = ServiceClients.cliAlone(arguments);
            assertThat(printed.code()).as(printed.err()).isZero();
            assertThat(words().get("found").asInt()).isEqualTo(rows);
            assertThat(words().get("unchanged").asInt()).isBetween(before, rows - 1);
            assertThat(words().get("imported").asInt())
                    .isEqualTo(rows - words().get("unchanged").asInt());
            assertThat(present(clients)).isEqualTo(ENTRIES + rows);
        }
    }

    private static int present(ServiceClients clients) {
        return clients.http("GET", "/v1/stats", "").json().get("entries").asInt();
    }

    /** As a service that starts instead of the Job sees it. */
    private int entries() {
        try (var engine = open()) {
            assertThat(engine.maintenance().integrityCheck().ok()).isTrue();
            return (int) engine.entries().statistics("test").entries();
        }
    }
}
