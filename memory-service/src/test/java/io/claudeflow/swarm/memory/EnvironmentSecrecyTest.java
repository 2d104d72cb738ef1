package io.claudeflow.swarm.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.config.ServiceConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is started with an environment that holds a secret; nothing of it may reach the disk. */
class EnvironmentSecrecyTest {
    private static final String SECRET = "marker-of-a-secret-7f3a";

    @TempDir
    private Path directory;

    @Test
    void shouldPersistNothingOfTheEnvironment() throws IOException, InterruptedException {
        var environment = new HashMap<>(Map.of(
                "DB_PATH", directory.resolve("memory.db").toString(),
                "BIND_ADDRESS", "127.0.0.1",
                "HTTP_PORT", "0",
                "GRPC_PORT", "0",
                "METRICS_PORT", "0",
                "MY_API_KEY", SECRET));
        try (var service = ServiceHost.start(ServiceConfig.from(environment), Clock.systemUTC(), "test");
                var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(service.url() + "/v1/namespaces/default/entries/k"))
                            .PUT(HttpRequest.BodyPublishers.ofString("{\"value\":\"visible-7f3a\"}"))
                            .header("Content-Type", "application/json")
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isBetween(200, 299);
            client.send(
                    HttpRequest.newBuilder(URI.create(service.url() + "/admin/gc"))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.discarding());
        }
        assertThat(onDisk("visible-7f3a")).as("the search finds what is there").isTrue();
        assertThat(onDisk(SECRET)).isFalse();
    }

    private boolean onDisk(String text) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
            return false;
        }
    }
}
