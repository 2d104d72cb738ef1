package io.claudeflow.swarm.memory.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.claudeflow.swarm.memory.RunningService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher in processes of its own. */
@Tag("slow")
class LauncherTest {
    private static final Path LAUNCHER = Path.of("target/dist/bin/swarm-memory").toAbsolutePath();

    @TempDir
    Path directory = Path.of(".");

    private record Outcome(int code, String out, String err) {}

    private Outcome run(String input, Map<String, String> environment, String... arguments) throws Exception {
        assertThat(LAUNCHER).as("mvn test builds the distribution first").isExecutable();
        var command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        var out = Files.createTempFile(directory, "out", "");
        var err = Files.createTempFile(directory, "err", "");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("SWARM_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        var process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A command that reads no input may be gone before it is written.
            assertThat(input).isEmpty();
        }
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Outcome(
                process.exitValue(), Files.readString(out, StandardCharsets.ISO_8859_1), Files.readString(err));
    }

    private Outcome run(String... arguments) throws Exception {
        return run("", Map.of(), arguments);
    }

    @Test
    void shouldWorkOnTheFileWithoutAService() throws Exception {
        assertThat(run("retrieve", "a").code()).as("no database yet").isEqualTo(3);

        var created = run("init");
        assertThat(created.code()).as(created.err()).isZero();
        assertThat(created.out()).startsWith("created .swarm/memory.db").contains("integrity ok");
        assertThat(run("init", "--output", "json").out()).contains("\"created\":false", "\"ok\":true");

        var stored = run("store", "test-key", "{\"data\":\"test\"}", "--tag", "t", "--ttl", "1h");
        assertThat(stored.out()).isEqualTo("stored default/test-key (version 1, revision 1-1)\n");
        assertThat(run("retrieve", "test-key").out()).isEqualTo("{\"data\":\"test\"}\n");
        assertThat(run("retrieve", "test-key", "--output", "json").out())
                .contains("\"encoding\":\"json\"", "\"tags\":[\"t\"]");
        assertThat(run("search", "test-*", "--values").out()).contains("default/test-key", "{\"data\":\"test\"}");
        var absent = run("retrieve", "absent");
        assertThat(absent.code()).isEqualTo(3);
        assertThat(absent.out()).isEmpty();
        assertThat(absent.err()).contains("no entry absent");
        assertThat(run("check").out()).isEqualTo("ok\n");
        assertThat(run("delete", "test-key").code()).isZero();
        assertThat(run("delete", "test-key").code()).isEqualTo(3);
    }

    @Test
    void shouldKeepEveryLetterInALocaleWithoutUnicode() throws Exception {
        for (var locale : List.of(Map.of("LC_ALL", "C"), Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", ""))) {
            assertThat(run("", locale, "store", "ключ/é", "\"日本\"").code()).isZero();
            assertThat(run("", locale, "retrieve", "тени/é").code())
                    .as("another key of as many letters")
                    .isEqualTo(3);
            var read = run("", Map.of("LC_ALL", "C.UTF-8"), "retrieve", "ключ/é");
            assertThat(new String(read.out().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                    .as(read.err())
                    .isEqualTo("\"日本\"\n");
        }
    }

    @Test
    void shouldMoveADamagedDatabaseAsideOnlyWhenAsked() throws Exception {
        assertThat(run("init").code()).isZero();
        assertThat(run("check", "--move-aside").out()).as("a sound one stays").isEqualTo("ok\n");
        var database = directory.resolve(".swarm/memory.db");
        Files.write(database, new byte[8192], StandardOpenOption.WRITE);

        var reported = run("check");
        assertThat(reported.code()).isEqualTo(1);
        assertThat(reported.err()).contains(".swarm/memory.db", "left as it is", "--move-aside");
        assertThat(database).exists();

        var moved = run("check", "--move-aside");
        assertThat(moved.code()).as(moved.err()).isZero();
        assertThat(moved.out()).contains("moved to .swarm/memory.db.damaged-");
        assertThat(database).doesNotExist();
        assertThat(run("init").out()).startsWith("created");
    }

    @Test
    void shouldKeepTheTypeOfAValue() throws Exception {
        run("store", "text", "not json");
        run("store", "forced", "123", "--type", "text");
        run("héllo\n", Map.of(), "store", "stdin", "-");
        var file = Files.write(directory.resolve("value.bin"), new byte[] {0, (byte) 0xff, 10, 13});
        run("store", "bytes", "--file", file.toString());

        assertThat(run("retrieve", "text", "--output", "json").out()).contains("\"encoding\":\"text\"");
        assertThat(run("retrieve", "forced", "--output", "json").out()).contains("\"value\":\"123\"", "\"text\"");
        assertThat(run("retrieve", "stdin").out()).isEqualTo(latin("héllo\n"));
        assertThat(run("retrieve", "bytes").out()).isEqualTo("\0\u00ff\n\r");
    }

    @Test
    void shouldFindTheServiceThatHasTheDatabaseOpen() throws Exception {
        try (var service = RunningService.start(directory, Map.of("SWARM_ID", "own"))) {
            var database = directory.resolve("memory.db").toString();
            var stored = run("store", "../a b?#", "1", "--db", database, "-n", "x/y", "--if-absent");
            assertThat(stored.code()).as(stored.err()).isZero();
            assertThat(run("retrieve", "../a b?#", "-n", "x/y", "--server", service.url())
                            .out())
                    .isEqualTo("1\n");
            assertThat(run("store", "../a b?#", "2", "--db", database, "-n", "x/y", "--if-absent")
                            .code())
                    .isEqualTo(4);
            var environment = Map.of("SWARM_MEMORY_URL", service.url());
            assertThat(run("", environment, "stats").out()).contains("swarm        own", "entries      1");
            assertThat(run("", environment, "stats", "--output", "json").out()).contains("\"swarm\":\"own\"");
            assertThat(run("", environment, "list", "-n", "x/y", "--swarm", "other")
                            .out())
                    .isEmpty();
            assertThat(run("", environment, "gc").out()).isEqualTo("deleted 0 expired entries\n");
            assertThat(run("", environment, "vacuum").out()).matches("from \\d+ to \\d+ bytes\n");
            assertThat(run("", environment, "namespaces").out()).startsWith("x/y\t1 entries");
        }
    }

    @Test
    void shouldExplainWrongUsage() throws Exception {
        assertThat(run().code()).isEqualTo(2);
        assertThat(run("stroe", "a", "b").code()).isEqualTo(2);
        assertThat(run("store", "a").err()).contains("VALUE");
        var ttl = run("store", "a", "b", "--ttl", "soon");
        assertThat(ttl.code()).isEqualTo(2);
        assertThat(ttl.err()).contains("ttl: soon (expected: ");
        var unreachable = run("list", "--server", "http://127.0.0.1:1");
        assertThat(unreachable.code()).isEqualTo(5);
        var misconfigured = run("", Map.of("CACHE_SIZE", "x", "GC_INTERVAL", "y"), "serve");
        assertThat(misconfigured.code()).isEqualTo(2);
        assertThat(misconfigured.err()).contains("CACHE_SIZE: x (expected", "GC_INTERVAL: y (expected");
    }

    @Test
    void shouldServeUntilItIsToldToStop() throws Exception {
        var log = directory.resolve("serve.log");
        var builder = new ProcessBuilder(LAUNCHER.toString(), "serve")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("SWARM_JAVA_HOME", System.getProperty("java.home"));
        for (var port : List.of("HTTP_PORT", "GRPC_PORT", "METRICS_PORT")) {
            builder.environment().put(port, "0");
        }
        builder.environment().put("BIND_ADDRESS", "127.0.0.1");
        builder.environment().put("LOG_FORMAT", "json");
        var process = builder.start();
        try {
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> Files.readString(log).contains("\"ready\""));
            assertThat(run("store", "a", "1").out()).startsWith("stored");
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(Files.readString(log)).contains("\"stopped\"");
            assertThat(directory.resolve(".swarm/memory.db-wal")).doesNotExist();
            assertThat(run("retrieve", "a").out()).isEqualTo("1\n");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
