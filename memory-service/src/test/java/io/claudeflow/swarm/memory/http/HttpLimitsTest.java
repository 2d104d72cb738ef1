package io.claudeflow.swarm.memory.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.RunningService;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpLimitsTest {
    private static final String ENTRIES = "/v1/namespaces/limits/entries/";

    private RunningService service;
    private RawHttp http;

    @BeforeAll
    void start(@TempDir Path directory) {
        service = RunningService.start(directory, Map.of("MAX_VALUE_BYTES", "1000000", "MAX_REQUEST_BYTES", "2000000"));
        http = new RawHttp(service.httpPort());
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private void refused(RawHttp.Response response, String field, String limit) {
        assertThat(response.status()).as(response.body()).isEqualTo(413);
        assertThat(response.json().get("type").asText()).endsWith("/limit-exceeded");
        assertThat(response.json().get("field").asText()).isEqualTo(field);
        assertThat(response.json().get("expected").asText()).contains(limit);
        assertThat(http.get("/v1/namespaces/limits/entries").json().get("entries"))
                .as("nothing was stored")
                .isEmpty();
    }

    @Test
    void shouldAcceptEverythingAtItsLimit() {
        var target = "/v1/namespaces/" + "n".repeat(255) + "/entries/" + "k".repeat(1024);
        var tags = String.join(
                ",",
                IntStream.range(0, 64)
                        .mapToObj(i ->
                                "\"" + i + "t".repeat(128 - String.valueOf(i).length()) + "\"")
                        .toList());
        var metadata = "{\"m\":\"" + "m".repeat(65_536 - 8) + "\"}";

        var stored = http.put(
                target,
                "{\"value\":\"" + "v".repeat(999_998) + "\",\"tags\":[" + tags + "],\"metadata\":" + metadata + "}");

        assertThat(stored.status()).as(stored.body()).isEqualTo(201);
        assertThat(http.get(target).json().get("valueBytes").asInt()).isEqualTo(1_000_000);
    }

    @Test
    void shouldNameTheLimitOfAValue() {
        refused(http.put(ENTRIES + "a", "{\"value\":\"" + "v".repeat(999_999) + "\"}"), "value", "1000000");
        var operations = "\"operations\":[{\"op\":\"put\",\"namespace\":\"limits\",\"key\":\"a\",\"value\":\""
                + "v".repeat(999_999) + "\"},{\"op\":\"delete\",\"namespace\":\"limits\",\"key\":\"b\"}]}";
        refused(http.post("/v1/batch", "{\"atomic\":true," + operations), "operations[0].value", "1000000");
        assertThat(http.post("/v1/batch", "{" + operations).body())
                .as("without atomic it fails alone")
                .contains("{\"status\":413,", "at most 1000000 bytes", "\"deleted\":false");
    }

    @Test
    void shouldCallAnEmptyBatchInvalidAndNotTooLarge() {
        var answer = http.post("/v1/batch", "{\"operations\":[]}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("field").asText()).isEqualTo("operations");
    }

    @Test
    void shouldNameTheLimitOfARequestBeforeReadingIt() {
        var declared = ("PUT " + ENTRIES + "a HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\n"
                        + "Content-Length: 99999999999\r\nExpect: 100-continue\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);

        refused(http.exchange(declared, false), "body", "2000000");
        refused(http.put(ENTRIES + "a", "x".repeat(2_000_001)), "body", "2000000");
    }

    @Test
    void shouldNameTheLimitOfARequestInChunks() {
        var chunks = "fffff\r\n" + "x".repeat(0xfffff) + "\r\n";
        var body = (chunks + chunks + "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);

        refused(
                http.send("PUT", ENTRIES + "a", body, "Content-Type: text/plain", "Transfer-Encoding: chunked"),
                "body",
                "2000000");
    }

    @Test
    void shouldAcceptARequestInChunks() {
        var body = "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        http.send(
                "PUT",
                "/v1/namespaces/chunks/entries/a",
                body,
                "Content-Type: text/plain",
                "Transfer-Encoding: chunked");

        assertThat(http.get("/v1/namespaces/chunks/entries/a?raw").body()).isEqualTo("hello world");
    }

    @Test
    void shouldNameTheLimitOfNames() {
        refused(http.put(ENTRIES + "k".repeat(1025), "{\"value\":1}"), "key", "1024");
        refused(http.put(ENTRIES + "%C3%A9".repeat(513), "{\"value\":1}"), "key", "1024");
        refused(http.put("/v1/namespaces/" + "n".repeat(256) + "/entries/a", "{\"value\":1}"), "namespace", "255");
        refused(http.put(ENTRIES + "a", "{\"value\":1}", "Swarm-Id: " + "s".repeat(256)), "swarm", "255");
    }

    @Test
    void shouldNameTheLimitOfTags() {
        var many = String.join(
                ",", IntStream.range(0, 65).mapToObj(i -> "\"t" + i + "\"").toList());
        refused(http.put(ENTRIES + "a", "{\"value\":1,\"tags\":[" + many + "]}"), "tags", "64");
        refused(http.put(ENTRIES + "a", "{\"value\":1,\"tags\":[\"" + "t".repeat(129) + "\"]}"), "tags[0]", "128");
    }

    @Test
    void shouldNameTheLimitOfMetadata() {
        var metadata = "{\"m\":\"" + "m".repeat(65_536 - 7) + "\"}";
        refused(http.put(ENTRIES + "a", "{\"value\":1,\"metadata\":" + metadata + "}"), "metadata", "65536");
    }

    @Test
    void shouldNameTheLimitOfNesting() {
        refused(http.put(ENTRIES + "a", "{\"value\":" + "[".repeat(600) + "]".repeat(600) + "}"), "body", "512");
    }

    @Test
    void shouldNameTheLimitOfABatch() {
        var operations = String.join(",", Collections.nCopies(1001, "{\"op\":\"get\",\"key\":\"a\"}"));
        refused(http.post("/v1/batch", "{\"operations\":[" + operations + "]}"), "operations", "1000");
    }

    @Test
    void shouldAnswerAProblemWhenTheRequestLineIsTooLong() {
        var refused = http.get(ENTRIES + "k".repeat(40_000));

        assertThat(refused.status()).isEqualTo(414);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    }

    /** The framework drops a connection whose answer it takes for missing. */
    @Test
    void shouldKeepTheConnectionAfterALargeAnswer() throws Exception {
        var text = "v".repeat(900_000);
        http.send(
                "PUT",
                "/v1/namespaces/kept/entries/a",
                text.getBytes(StandardCharsets.US_ASCII),
                "Content-Type: text/plain");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.httpPort())) {
            for (int round = 0; round < 3; round++) {
                socket.getOutputStream()
                        .write("GET /v1/namespaces/kept/entries/a?raw HTTP/1.1\r\nHost: t\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                var answer = RawHttp.read(socket.getInputStream(), false);

                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(text);
            }
        }
    }
}
