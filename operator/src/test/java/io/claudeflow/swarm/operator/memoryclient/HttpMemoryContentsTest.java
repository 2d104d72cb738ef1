package io.claudeflow.swarm.operator.memoryclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Changed;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.EntryContent;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.EntryName;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Got;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Permanent;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Place;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Refused;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Silent;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpMemoryContentsTest {
    private static final Place PLACE = new Place("127.0.0.1", "s");
    private static final EntryName NAME = new EntryName("a/b", "k e&y");
    private static final EntryContent CONTENT =
            new EntryContent("json", "{\"n\": 1.50}", List.of("t"), JsonNodeFactory.instance.objectNode());

    private HttpServer server;
    private HttpMemoryContents contents;
    private volatile String body = "{}";
    private volatile int status = 200;
    private volatile String seen = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        server.createContext("/", exchange -> {
            try (exchange) {
                var headers = exchange.getRequestHeaders();
                seen = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                        + headers.getFirst("Swarm-Id") + " " + headers.getFirst("If-Match") + " "
                        + headers.getFirst("If-None-Match") + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("ETag", "\"1-42\"");
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                var head = exchange.getRequestMethod().equals("HEAD");
                exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
                if (!head) {
                    exchange.getResponseBody().write(bytes);
                }
            }
        });
        server.start();
        contents = new HttpMemoryContents(server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldSendWhatIsDeclaredWhenAnEntryIsWritten() {
        body = "{\"revision\": \"1-43\", \"updatedAt\": \"2026-03-01T12:00:00Z\", \"expiresAt\": null}";

        var reply = contents.write(PLACE, NAME, CONTENT, new Permanent(), Optional.empty());

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Got.class,
                        got -> assertThat(got.value())
                                .isEqualTo(new MemoryContents.WrittenEntry(
                                        "1-43", Instant.parse("2026-03-01T12:00:00Z"), Optional.empty())));
        assertThat(seen)
                .startsWith("PUT /v1/namespaces/a%2Fb/entry?key=k%20e%26y s null * ")
                .contains("\"value\":{\"n\": 1.50}")
                .contains("\"ttlSeconds\":0");
        contents.write(PLACE, NAME, CONTENT, new Until(Instant.parse("2026-03-01T12:00:00Z")), Optional.of("1-42"));
        assertThat(seen).contains(" \"1-42\" null ").contains("\"expiresAt\":\"2026-03-01T12:00:00Z\"");
    }

    @Test
    void shouldTellTheTagWithoutReadingTheEntryWhenAskedForIt() {
        assertThat(contents.tag(PLACE, NAME)).isEqualTo(new Got<>(Optional.of("1-42")));
        assertThat(seen).startsWith("HEAD ");
        status = 404;
        assertThat(contents.tag(PLACE, NAME)).isEqualTo(new Got<>(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "400, Refused",
        "413, Refused",
        "429, Refused",
        "409, Changed",
        "412, Changed",
        "503, Silent",
        "507, Silent",
        "500, Silent"
    })
    void shouldTellApartWhatHelpsWhenTheServiceSaysNo(int code, String kind) {
        status = code;
        body = "{\"detail\": \"ttlSeconds: no\"}";

        var reply = contents.entry(PLACE, NAME);

        assertThat(reply.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(reply.toString()).contains("ttlSeconds: no");
    }

    @Test
    void shouldSayThatAnEntryIsThereWhenItIsTooLargeToBeRead() {
        body = "\"" + "x".repeat(3 * 1024 * 1024) + "\"";

        assertThat(contents.entry(PLACE, NAME))
                .isInstanceOfSatisfying(
                        Got.class,
                        got -> assertThat(got.toString()).contains("tag=1-42").contains("content=Optional.empty"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"no json", "{}", "[]", "{\"revision\": \"1-1\", \"updatedAt\": \"yesterday\"}"})
    void shouldBeSilenceWhenTheAnswerIsNotAsAgreed(String answer) {
        body = answer;

        assertThat(contents.write(PLACE, NAME, CONTENT, new Permanent(), Optional.empty()))
                .isInstanceOfSatisfying(
                        Silent.class, silent -> assertThat(silent.reached()).isTrue());
    }

    @Test
    void shouldGiveUpWithinSecondsWhenNobodyAnswers() throws IOException {
        try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var asked = new HttpMemoryContents(mute.getLocalPort());
            var began = System.nanoTime();

            var reply = asked.task(PLACE, "t");

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
            assertThat(reply)
                    .isInstanceOfSatisfying(
                            Silent.class, silent -> assertThat(silent.reached()).isFalse());
        }
    }

    @Test
    void shouldReadTheClaimWhenATaskIsHeld() {
        body = """
                {"id": "t", "description": "d", "status": "in_progress", "priority": "high", "dependencies": ["a"],
                 "metadata": {}, "attempts": 2, "lease": {"agent": "me", "fence": "1-9", "expiresAt": null},
                 "progress": {"data": {"percent": 3}}, "result": null}""";

        assertThat(contents.task(PLACE, "t"))
                .isInstanceOfSatisfying(
                        Got.class,
                        got -> assertThat(got.toString())
                                .contains(
                                        "agent=Optional[me]",
                                        "fence=Optional[1-9]",
                                        "attempts=2",
                                        "result=Optional.empty")
                                .contains("progress=Optional[{\"percent\":3}]"));
        contents.cancel(PLACE, "t", Optional.of("1-9"));
        assertThat(seen).startsWith("POST /v1/tasks/t/status").contains("\"fence\":\"1-9\"");
    }

    @Test
    void shouldBeARefusalWhenWhatIsToBeChangedIsNotThere() {
        status = 404;

        assertThat(contents.cancel(PLACE, "t", Optional.empty())).isInstanceOf(Refused.class);
        assertThat(contents.task(PLACE, "t")).isEqualTo(new Got<>(Optional.empty()));
        status = 409;
        assertThat(contents.remove(PLACE, NAME, "1-1")).isInstanceOf(Changed.class);
    }
}
