package io.claudeflow.swarm.operator.memoryclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.claudeflow.swarm.operator.memoryclient.MemoryServiceClient.Answered;
import io.claudeflow.swarm.operator.memoryclient.MemoryServiceClient.Unanswered;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpMemoryServiceClientTest {
    private static final String FIGURES = """
            {"swarm": "s", "epoch": 1, "revision": 9, "uptimeSeconds": 5, "entries": 7, "agents": 2, "tasks": 3,
             "patterns": 4, "cache": {"hits": 9, "misses": 1, "evictions": 0, "entries": 7, "bytes": 70, "hitRate": 0.9},
             "database": {"sizeBytes": 40960, "walBytes": 0, "freeBytes": 0, "diskFreeBytes": 1, "schemaVersion": 1},
             "compression": {"entries": 0, "ratio": 1}, "writer": {"queued": 0, "capacity": 4096}, "lastGc": null,
             "version": "0.1.0"}
            """;

    private HttpServer server;
    private volatile String body = FIGURES;
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        server.createContext("/v1/stats", exchange -> {
            try (exchange) {
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private HttpMemoryServiceClient client() {
        return new HttpMemoryServiceClient(server.getAddress().getPort());
    }

    @Test
    void shouldReadTheFiguresWhenTheServiceAnswers() {
        assertThat(client().figures("127.0.0.1")).isInstanceOfSatisfying(Answered.class, answer -> {
            assertThat(answer.figures().entries()).isEqualTo(7);
            assertThat(answer.figures().patterns()).isEqualTo(4);
            assertThat(answer.figures().cache().hitRate()).isEqualTo(0.9);
            assertThat(answer.figures().database().sizeBytes()).isEqualTo(40_960);
        });
    }

    @Test
    void shouldReadNoHitRateWhenNothingWasReadYet() {
        body = FIGURES.replace("0.9}", "null}");

        assertThat(client().figures("127.0.0.1"))
                .isInstanceOfSatisfying(
                        Answered.class,
                        answer -> assertThat(answer.figures().cache().hitRate()).isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "{}", "{\"entries\": \"many\"}", "{\"cache\": {}}"})
    void shouldSayWhatIsWrongWhenTheAnswerIsNotAsAgreed(String answer) {
        body = answer;

        assertThat(client().figures("127.0.0.1"))
                .isInstanceOfSatisfying(
                        Unanswered.class,
                        unanswered -> assertThat(unanswered.problem()).contains("/v1/stats answered with"));
    }

    @Test
    void shouldReadNoMoreThanABoundWhenTheAnswerIsHuge() {
        body = " ".repeat(100_000);

        assertThat(client().figures("127.0.0.1"))
                .isInstanceOfSatisfying(
                        Unanswered.class,
                        unanswered -> assertThat(unanswered.problem()).contains("more than 65536 bytes"));
    }

    @Test
    void shouldSayTheStatusWhenTheServiceRefuses() {
        status = 503;

        assertThat(client().figures("127.0.0.1"))
                .isInstanceOfSatisfying(
                        Unanswered.class,
                        unanswered -> assertThat(unanswered.problem()).endsWith("answered with status 503"));
    }

    @Test
    void shouldSayThatNobodyAnswersWhenNobodyListens() {
        var port = server.getAddress().getPort();
        server.stop(0);

        assertThat(new HttpMemoryServiceClient(port).figures("127.0.0.1"))
                .isInstanceOfSatisfying(
                        Unanswered.class,
                        unanswered -> assertThat(unanswered.problem()).contains("does not answer"));
    }
}
