package io.claudeflow.swarm.operator.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
    private volatile boolean alive = true;
    private volatile boolean ready = true;
    private final OperatorMetrics metrics = new OperatorMetrics("1.2.3");
    private final ManagementServer server = new ManagementServer(0, new SwitchedHealth(), metrics::scrape);

    private final class SwitchedHealth implements Health {
        @Override
        public boolean alive() {
            return alive;
        }

        @Override
        public boolean ready() {
            return ready;
        }
    }

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
    }

    @Test
    void shouldAnswerTheProbesAsTheHealthSays() throws IOException, InterruptedException {
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);

        ready = false;
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);

        alive = false;
        assertThat(get("/livez").statusCode()).isEqualTo(503);
    }

    @Test
    void shouldServeTheOperatorsOwnMetrics() throws IOException, InterruptedException {
        var answer = get("/metrics");

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(answer.body())
                .contains("swarm_operator_job_duration_seconds_count{kind=\"backup\",result=\"failed\"} 0")
                .contains("swarm_operator_build_info{version=\"1.2.3\"} 1.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void shouldKnowNoOtherPath() throws IOException, InterruptedException {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/more").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldNameThePortWhenItIsTaken() {
        assertThatThrownBy(() -> new ManagementServer(server.port(), new SwitchedHealth(), metrics::scrape))
                .hasMessageContaining("MANAGEMENT_PORT " + server.port());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
