package io.claudeflow.swarm.e2e.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.claudeflow.swarm.e2e.cluster.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The memory service as it is delivered, in a process of its own on loopback; each swarm in it is a store's. */
final class MemoryProcess implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final int port = freePort();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;

    private MemoryProcess(Path program) throws IOException {
        folder = Files.createTempDirectory("memory");
        var builder = new ProcessBuilder(program.toString(), "serve")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "DB_PATH", folder.resolve("memory.db").toString(),
                        "BIND_ADDRESS", "127.0.0.1",
                        "HTTP_PORT", String.valueOf(port),
                        "GRPC_PORT", String.valueOf(freePort()),
                        "METRICS_PORT", String.valueOf(freePort())));
        process = builder.start();
    }

    /** Starts one and waits until it answers. */
    static MemoryProcess start() throws IOException {
        var started = new MemoryProcess(Programs.memoryService());
        try {
            Awaitility.await("memory service; its log is in " + started.folder)
                    .atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() -> started.send("any", "GET", "/readyz", null).statusCode() == 200);
            return started;
        } catch (RuntimeException failure) {
            started.close();
            throw failure;
        }
    }

    int port() {
        return port;
    }

    /** What an agent of a swarm says, and what is answered; any status but a good one is an error. */
    JsonNode ask(String swarm, String method, String path, @Nullable String body) {
        var response = send(swarm, method, path, body);
        if (response.statusCode() / 100 != 2) {
            throw new AssertionError(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        try {
            return JSON.readTree(response.body());
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    int status(String swarm, String method, String path) {
        return send(swarm, method, path, null).statusCode();
    }

    private HttpResponse<String> send(String swarm, String method, String path, @Nullable String body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Swarm-Id", swarm)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
