package io.claudeflow.swarm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.claudeflow.swarm.memory.engine.MemoryEngine;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ServiceStopTest {
    private static final String ENTRY = "/v1/namespaces/a/entries/slow";

    @Test
    @SuppressWarnings("try") // the request ends in the middle of the test, when its body is closed
    void shouldLetARunningRequestEndAndTakeNoMore(@TempDir Path directory) throws Exception {
        var service = RunningService.start(directory, Map.of());
        var url = service.url();
        try (var running = new Socket(InetAddress.getLoopbackAddress(), service.httpPort())) {
            send(
                    running,
                    "PUT " + ENTRY + " HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n"
                            + "Expect: 100-continue\r\n\r\n");
            assertThat(head(running)).as("the handler has begun to read").startsWith("HTTP/1.1 100");

            var stopped = CompletableFuture.runAsync(service::close);
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> get(url + "/readyz").statusCode() == 503);
            assertThat(stopped).isNotDone();
            send(running, "first second");

            assertThat(head(running)).startsWith("HTTP/1.1 201");
            stopped.get(30, TimeUnit.SECONDS);
            assertThatThrownBy(() -> get(url + "/readyz")).isInstanceOf(ConnectException.class);
        }
        assertThat(MemoryEngine.announcedUrl(directory.resolve("memory.db"))).isEmpty();
        try (var again = RunningService.start(directory, Map.of())) {
            assertThat(get(again.url() + ENTRY + "?raw").body()).isEqualTo("first second");
        }
    }

    @Test
    void shouldStartNothingWhenAPortIsTaken(@TempDir Path first, @TempDir Path second) {
        try (var service = RunningService.start(first, Map.of())) {
            var taken = Map.of("HTTP_PORT", Integer.toString(service.httpPort()));
            assertThatThrownBy(() -> RunningService.start(second, taken))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("free ports");
        }
        RunningService.start(second, Map.of()).close();
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Reads a status line and header fields. */
    private static String head(Socket socket) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed after: " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
