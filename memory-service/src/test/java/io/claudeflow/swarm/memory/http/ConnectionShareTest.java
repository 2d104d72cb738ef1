package io.claudeflow.swarm.memory.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.claudeflow.swarm.memory.MemoryServiceMain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionShareTest {
    private static final int FILES = 300;
    private static final Pattern HTTP = Pattern.compile("ready .*http=\"(\\d+)\"");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"1064, 2, 500", "10, 2, 8", "-5, 8, 8", "9223372036854775807, 2, 1000000"})
    void of_freeFiles_isAPartOfThem(long free, int parts, int expected) {
        assertThat(ConnectionShare.of(free, parts)).isEqualTo(expected);
    }

    @Test
    void moreConnectionsThanFiles_serviceGoesOnWhenTheyEnd() throws Exception {
        var service = start();
        try {
            var port = await().atMost(Duration.ofMinutes(1)).until(this::port, found -> found > 0);
            List<Socket> connections = new ArrayList<>();
            try {
                for (int i = 0; i < FILES; i++) {
                    connections.add(new Socket(InetAddress.getLoopbackAddress(), port));
                    connections
                            .getLast()
                            .getOutputStream()
                            .write("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                assertThat(Files.readString(log())).doesNotContain("Too many open files");
            } finally {
                for (var connection : connections) {
                    connection.close();
                }
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> livez(port) == 200);
        } finally {
            service.destroyForcibly().waitFor();
        }
    }

    private static int livez(int port) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/livez"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private Path log() {
        return directory.resolve("log");
    }

    private int port() throws IOException {
        var ready = HTTP.matcher(Files.readString(log()));
        return ready.find() ? Integer.parseInt(ready.group(1)) : 0;
    }

    private Process start() throws IOException {
        var builder = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n " + FILES + " && exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemoryServiceMain.class.getName(),
                        "serve")
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment()
                .putAll(Map.of(
                        "DB_PATH", directory.resolve("memory.db").toString(),
                        "BIND_ADDRESS", "127.0.0.1",
                        "HTTP_PORT", "0",
                        "GRPC_PORT", "0",
                        "METRICS_PORT", "0"));
        return builder.start();
    }
}
