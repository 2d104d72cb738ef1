package io.claudeflow.swarm.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.claudeflow.swarm.benchmarks.wire.WireReader;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static BufferedReader begin(String answer) throws IOException {
        return EventStream.begin(new WireReader(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8))));
    }

    private static String chunks(String... contents) {
        StringBuilder chunks = new StringBuilder(HEAD);
        for (String content : contents) {
            int length = content.getBytes(StandardCharsets.UTF_8).length;
            chunks.append(Integer.toHexString(length))
                    .append("\r\n")
                    .append(content)
                    .append("\r\n");
        }
        return chunks.append("0\r\n\r\n").toString();
    }

    @Test
    void next_readsNameAndData() throws IOException {
        BufferedReader lines = begin(chunks(
                ":\n\n", "id: 1-2\nevent: memory_updated\ndata: {\"key\":\"ä\"}\n\n", "data: one\ndata: two\n\n"));
        assertThat(EventStream.next(lines)).isEqualTo(new EventStream.Event("memory_updated", "{\"key\":\"ä\"}"));
        assertThat(EventStream.next(lines)).isEqualTo(new EventStream.Event("message", "one\ntwo"));
        assertThat(EventStream.next(lines)).isNull();
    }

    @Test
    void next_chunksEndAnywhere() throws IOException {
        BufferedReader lines = begin(chunks("eve", "nt: a\nda", "ta: 1\n", "\nevent: b\ndata: 2\n\n"));
        assertThat(EventStream.next(lines)).isEqualTo(new EventStream.Event("a", "1"));
        assertThat(EventStream.next(lines)).isEqualTo(new EventStream.Event("b", "2"));
    }

    @Test
    void next_brokenOffInTheMiddle_fails() throws IOException {
        BufferedReader lines = begin(HEAD + "20\r\nevent: a\n");
        assertThatThrownBy(() -> EventStream.next(lines)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 429 Too Many Requests\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "nonsense\r\n\r\n"
            })
    void begin_noStream_isRefused(String answer) {
        assertThatThrownBy(() -> begin(answer)).hasMessageContaining("expected a chunked answer 200");
    }

    @Test
    void open_realServer_tellsAnEventBeforeTheNextIsSent() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/watch", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write("event: a\ndata: 1\n\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                first.await();
                out.write("event: b\ndata: 2\n\n".getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        try (EventStream stream = EventStream.open(server.getAddress().getPort(), "/watch?x=1")) {
            assertThat(stream.next()).isEqualTo(new EventStream.Event("a", "1"));
            first.countDown();
            assertThat(stream.next()).isEqualTo(new EventStream.Event("b", "2"));
            assertThat(stream.next()).isNull();
        } finally {
            server.stop(0);
        }
    }
}
