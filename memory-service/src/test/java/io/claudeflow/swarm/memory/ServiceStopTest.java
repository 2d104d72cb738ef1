package io.claudeflow.swarm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceStopTest {
    @Test
    @SuppressWarnings("try") // the request ends in the middle of the test, when its body is closed
    void shouldLetARunningRequestEndAndTakeNoMore(@TempDir Path directory) throws Exception {
        var service = RunningService.start(directory, Map.of());
        try (var client = HttpClient.newHttpClient();
                var body = new PipedOutputStream()) {
            InputStream input = new PipedInputStream(body);
            var running = client.sendAsync(
                    HttpRequest.newBuilder(URI.create(service.url() + "/v1/namespaces/a/entries/slow"))
                            .header("Content-Type", "text/plain")
                            .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> input))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            body.write("first ".getBytes(StandardCharsets.UTF_8));
            body.flush();
            await().until(() -> ready(client, service) == 200);

            var stopped = CompletableFuture.runAsync(service::close);
            await().atMost(30, TimeUnit.SECONDS).until(() -> ready(client, service) == 503);
            assertThat(stopped).isNotDone();
            body.write("second".getBytes(StandardCharsets.UTF_8));
            body.close();

            assertThat(running.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
            stopped.get(30, TimeUnit.SECONDS);
            Assertions.assertThatThrownBy(() -> ready(client, service)).isInstanceOf(ConnectException.class);
        }
        assertThat(MemoryEngine.announcedUrl(directory.resolve("memory.db"))).isEmpty();
        try (var again = RunningService.start(directory, Map.of());
                var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(again.url() + "/v1/namespaces/a/entries/slow?raw"));
            assertThat(client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo("first second");
        }
    }

    @Test
    void shouldStartNothingWhenAPortIsTaken(@TempDir Path first, @TempDir Path second) {
        try (var service = RunningService.start(first, Map.of())) {
            var taken = Map.of("HTTP_PORT", Integer.toString(service.httpPort()));
            Assertions.assertThatThrownBy(() -> RunningService.start(second, taken))
                    .isNotInstanceOf(MemoryException.class);
        }
        RunningService.start(second, Map.of()).close();
    }

    private static int ready(HttpClient client, RunningService service) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(service.url() + "/readyz")).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
