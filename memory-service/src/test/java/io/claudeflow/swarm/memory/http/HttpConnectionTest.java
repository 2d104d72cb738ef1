package io.claudeflow.swarm.memory.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.RunningService;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of a connection, read to its end: a server that keeps it open fails by the time limit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpConnectionTest {
    private static final String ENTRIES = "/v1/namespaces/connections/entries/";

    private RunningService service;

    @BeforeAll
    void start(@TempDir Path directory) {
        service = RunningService.start(directory, Map.of());
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private static String toEnd(int port, String message) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String toEnd(String message) throws Exception {
        return toEnd(service.httpPort(), message);
    }

    @Test
    void shouldEndAConnectionWhenTheClientAsksForIt() throws Exception {
        var close = " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n";

        assertThat(toEnd("GET /livez" + close + "\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("{\"status\":\"alive\"}");
        assertThat(toEnd("PUT " + ENTRIES + "a" + close + "Content-Type: text/plain\r\nContent-Length: 1\r\n\r\nv"))
                .startsWith("HTTP/1.1 201");
        assertThat(toEnd(service.metricsPort(), "GET /metrics" + close + "\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("swarm_memory_entries_total");
    }

    @Test
    void shouldNeverReadARefusedBodyAsTheNextRequest() throws Exception {
        var next = "GET /readyz HTTP/1.1\r\nHost: t\r\n\r\n";

        var answers = toEnd("PUT " + ENTRIES + "a HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\n"
                + "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n" + next);

        assertThat(answers).startsWith("HTTP/1.1 413").doesNotContain("ready");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: t\r\n", "Connection: keep-alive\r\n", "Connection: close\r\nHost: t\r\n"})
    void shouldServeOneRequestOfAnOlderClient(String headers) throws Exception {
        assertThat(toEnd("GET /livez HTTP/1.0\r\n" + headers + "\r\n"))
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("connection: close")
                .endsWith("{\"status\":\"alive\"}");
        var key = ENTRIES + "old" + headers.length();
        assertThat(toEnd("PUT " + key + " HTTP/1.0\r\n" + headers + "Content-Type: text/plain\r\nContent-Length: 3\r\n"
                        + "\r\nv\u00e9"))
                .startsWith("HTTP/1.1 201");
        assertThat(toEnd("GET " + key + "?raw=true HTTP/1.0\r\nAccept: text/plain\r\n" + headers + "\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("v\u00e9");
        assertThat(toEnd(service.metricsPort(), "GET /metrics HTTP/1.0\r\n" + headers + "\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("swarm_memory_entries_total");
    }

    @Test
    void shouldTakeTheWholeUriAsTarget() throws Exception {
        var close = " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n";
        assertThat(toEnd("GET http://t:8080/livez" + close)).startsWith("HTTP/1.1 200");
        assertThat(toEnd("GET HTTP://t/v1/entries?limit=1" + close)).startsWith("HTTP/1.1 200");
        assertThat(toEnd("GET http://t" + close)).startsWith("HTTP/1.1 404");
        assertThat(toEnd("GET ftp://t/livez" + close)).startsWith("HTTP/1.1 404");
    }

    @Test
    void shouldSayWhichVersionsAreSpoken() throws Exception {
        assertThat(toEnd("GET /livez HTTP/0.9\r\n\r\n"))
                .startsWith("HTTP/1.1 505 ")
                .contains("Connection: close", "application/problem+json", "expected: one of HTTP/1.1 or HTTP/1.0");
        assertThat(toEnd("what is this\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /livez HTTP/1.1\r\n\r\n",
                "GET /livez HTTP/1.1\r\nHost: t\r\nno header\r\n\r\n",
                "PUT /v1/namespaces/n/entries/a HTTP/1.1\r\nHost: t\r\nContent-Length: x\r\n\r\n"
            })
    void shouldSayWhatIsWrongWithABrokenRequest(String message) throws Exception {
        refused(toEnd(message));
    }

    @Test
    void shouldSayWhatIsWrongWithABrokenChunk() throws Exception {
        refused(toEnd("PUT " + ENTRIES + "c HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\n"
                + "Transfer-Encoding: chunked\r\n\r\nZZ\r\nv\r\n0\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br"})
    void shouldSayThatBodiesComeAsTheyAre(String encoding) throws Exception {
        assertThat(toEnd("PUT " + ENTRIES + "d HTTP/1.1\r\nHost: t\r\nConnection: close\r\nContent-Type: text/plain\r\n"
                        + "Content-Encoding: " + encoding + "\r\nContent-Length: 1\r\n\r\nv"))
                .startsWith("HTTP/1.1 415 ")
                .contains(
                        "Accept-Encoding: identity\r\n",
                        "problems/unsupported-media-type",
                        "Content-Encoding: " + encoding);
    }

    private static void refused(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("\"status\":400")
                .doesNotContain("\"detail\":null", "HTTP/1.1 500");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Swarm-Id", "Agent-Id"})
    void shouldRefuseACallerThatAHeaderCannotName(String header) throws Exception {
        for (var lines : new String[] {header + ": \u043a\u043b\r\n", header + ": a\r\n" + header + ": b\r\n"}) {
            for (var path : new String[] {ENTRIES + "b", "/v1/shared-state/b"}) {
                assertThat(toEnd("PUT " + path + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n" + lines
                                + "Content-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"value\":1}"))
                        .as("two names of other letters would be one")
                        .startsWith("HTTP/1.1 400 ")
                        .contains("\"field\":\"" + header + "\"");
            }
        }
    }
}
