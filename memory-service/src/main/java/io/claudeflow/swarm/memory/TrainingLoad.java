package io.claudeflow.swarm.memory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A short load over loopback that makes the JVM load and compile what a start needs, for an AOT cache. */
final class TrainingLoad {
    private static final int ROUNDS = 200;

    private final String url;
    private final int metricsPort;

    TrainingLoad(String url, int metricsPort) {
        this.url = url;
        this.metricsPort = metricsPort;
    }

    void run() {
        try (var client = HttpClient.newHttpClient()) {
            for (int i = 0; i < ROUNDS; i++) {
                var entry = "/v1/namespaces/training/entries/key-" + i;
                send(client, "PUT", entry, "{\"value\":{\"text\":\"" + "x".repeat(i * 100) + "\"},\"tags\":[\"a\"]}");
                send(client, "GET", entry, "");
            }
            send(client, "GET", "/v1/namespaces/training/entries?pattern=key-1*&tag=a&values=true", "");
            send(client, "POST", "/v1/batch", "{\"operations\":[{\"op\":\"get\",\"key\":\"absent\"}]}");
            send(client, "GET", "/v1/namespaces/training/entries/absent", "");
            send(client, "GET", "/v1/stats", "");
            send(client, "GET", "/readyz", "");
            send(client, "GET", "/livez", "");
            send(client, "POST", "/admin/gc", "");
            send(client, "DELETE", "/v1/namespaces/training/entries", "");
            get(client, "http://127.0.0.1:" + metricsPort + "/metrics");
        } catch (IOException e) {
            throw new IllegalStateException("the training load failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpClient client, String method, String path, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void get(HttpClient client, String address) throws IOException, InterruptedException {
        client.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
